"""Verbs of papers: keep a file, print a form, issue a form."""
