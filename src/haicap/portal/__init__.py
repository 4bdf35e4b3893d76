"""The citizen's side: find a procedure, follow a dossier. Nobody signs in here, and no personal data leaves."""
