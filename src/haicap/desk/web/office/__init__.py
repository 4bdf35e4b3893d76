"""The office behind the counter: worklist, dossier page, signing, boards."""
