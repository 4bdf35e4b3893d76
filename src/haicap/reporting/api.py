"""What other packages may ask about declared figures."""

from haicap.reporting.selectors.declared import compared, declared

__all__ = ["compared", "declared"]
