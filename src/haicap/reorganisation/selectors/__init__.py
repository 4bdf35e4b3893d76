"""Reading: previews and plans."""
