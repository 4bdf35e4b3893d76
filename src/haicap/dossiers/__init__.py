"""The dossier: from intake at any counter, on a lawful clock, to a result handed over. Its journal is its history."""
