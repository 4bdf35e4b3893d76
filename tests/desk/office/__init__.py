"""The office behind the counter."""
