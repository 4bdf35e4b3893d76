"""Tables of the machine room."""

from haicap.platform.models.answer import GivenAnswer
from haicap.platform.models.calendar import CalendarDayRow, CalendarHoursRow, CalendarVersion
from haicap.platform.models.check_run import CheckRun
from haicap.platform.models.outbox import OutboxEvent
from haicap.platform.models.progress import Progress
from haicap.platform.models.reference import LoadedReference
from haicap.platform.models.rehearsal import Rehearsal

__all__ = [
    "CalendarDayRow",
    "CalendarHoursRow",
    "CalendarVersion",
    "CheckRun",
    "GivenAnswer",
    "LoadedReference",
    "OutboxEvent",
    "Progress",
    "Rehearsal",
]
