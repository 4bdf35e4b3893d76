"""Tables of the machine room."""

from haicap.platform.models.outbox import OutboxEvent

__all__ = ["OutboxEvent"]
