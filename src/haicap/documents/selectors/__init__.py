"""Reading papers back. Scope is the caller's: a file has no scope of its own, its record has."""
