"""Verbs: load the shipped catalogue, draft, submit, approve, reject, withdraw, import."""
