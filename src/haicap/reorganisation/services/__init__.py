"""Doing: proposing, approving, applying, annulling."""
