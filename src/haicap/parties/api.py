"""What other packages may ask about people at the counter."""

from haicap.parties.domain.card_qr import read_card

__all__ = ["read_card"]
