"""Rules of the catalogue: content and its sense, codes, ranking, table exchange. No database, no clock."""
