"""Screens of the officials: the counter, the office."""
