"""Rules about people at the counter."""
