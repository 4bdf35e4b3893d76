"""Verbs of the map."""
