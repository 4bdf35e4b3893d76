"""Counters against guessing."""

from haicap.portal.models.misses import Miss

__all__ = ["Miss"]
