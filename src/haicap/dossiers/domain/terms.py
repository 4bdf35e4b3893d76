"""The time terms of one dossier: its calendar and limit of the day of intake, or a due moment declared elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from haicap.kernel import deadlines
from haicap.kernel.clock import local_day
from haicap.kernel.limits import Limit, OnSupplement
from haicap.kernel.stops import Stop
from haicap.kernel.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Terms:
    """`limit` is None only where the due moment was declared by another system together with the dossier."""

    calendar: WorkCalendar
    received_at: datetime
    limit: Limit | None
    on_supplement: OnSupplement = OnSupplement.PAUSE
    online: bool = False

    def first_due(self) -> deadlines.Deadline:
        """The deadline at intake; needs a limit."""
        return self.deadline(())

    def deadline(self, stops: Sequence[Stop]) -> deadlines.Deadline:
        """The deadline with all that has stopped the clock; needs a limit."""
        if self.limit is None:
            raise ValueError("a declared due moment has no limit to count")
        return deadlines.due(
            calendar=self.calendar,
            received_at=self.received_at,
            limit=self.limit,
            stops=stops,
            on_supplement=self.on_supplement,
            channel_online=self.online,
        )

    def due_after(self, stops: Sequence[Stop], due_at: datetime) -> datetime:
        """The due moment when the last of `stops` has just ended (pause or restart).

        A declared due moment moves by the working days its stop took: the limit behind it is not known.
        """
        if self.limit is None:
            return self._moved(stops[-1], due_at)
        return self.deadline(stops).due_at or due_at

    def _moved(self, stop: Stop, due_at: datetime) -> datetime:
        if stop.to_at is None or stop.from_at >= due_at:
            return due_at
        days = self.calendar.working_day_count(stop.asked_on, stop.answered_on)
        if days == 0:
            return due_at
        return self.calendar.closes_at(self.calendar.nth_working_day(local_day(due_at), days))
