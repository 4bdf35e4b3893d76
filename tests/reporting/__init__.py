"""Declared figures."""
