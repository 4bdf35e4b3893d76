"""Carrying over dossiers of another system: parsed, replayed by the rules of live acts, written in batches."""
