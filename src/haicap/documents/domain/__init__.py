"""Rules of papers: what a file really is, and how forms word dates and numbers."""
