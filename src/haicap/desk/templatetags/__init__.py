"""Template filters of the officials' pages."""
