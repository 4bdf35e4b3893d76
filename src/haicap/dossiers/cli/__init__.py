"""The dossier's commands."""
