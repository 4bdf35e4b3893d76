"""Doing: founding, appointing, delegating, accounts, keys."""
