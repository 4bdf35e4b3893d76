"""Tables of the machine room."""

from haicap.platform.models.calendar import CalendarDayRow, CalendarHoursRow, CalendarVersion
from haicap.platform.models.outbox import OutboxEvent

__all__ = ["CalendarDayRow", "CalendarHoursRow", "CalendarVersion", "OutboxEvent"]
