"""Dossiers over the API; their pages are composed by `desk` and `portal`."""
