"""The verbs of the official: take in, act, save a draft."""
