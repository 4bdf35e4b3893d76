"""The rule book of the dossier: pure Python, no database, no clock, no request."""
