"""Early, on time, overdue: how a settlement stands to its due moment.

One definition for journal, reports and screens (classes of docs/reference/clock.md). A lawful stop has moved
the due moment before it comes here; an apology (form 04) has not.
"""

from datetime import datetime
from enum import StrEnum

from haicap.kernel.clock import local_day


class Timeliness(StrEnum):
    """The class of a settled dossier; frozen in the journal when it happens."""

    EARLY = "early"  # settled on a day before the due day
    ON_TIME = "on_time"  # settled on the due day, not after its close
    OVERDUE = "overdue"  # settled after the due moment


class OpenTimeliness(StrEnum):
    """How a dossier stands that is not settled."""

    WITHIN = "within"
    OVERDUE = "overdue"


def classify(*, original_due_at: datetime, settled_at: datetime) -> Timeliness:
    """The class of what was settled at `settled_at`; both moments aware, days are Vietnamese."""
    if settled_at > original_due_at:
        return Timeliness.OVERDUE
    return Timeliness.EARLY if local_day(settled_at) < local_day(original_due_at) else Timeliness.ON_TIME


def classify_open(*, original_due_at: datetime | None, at: datetime) -> OpenTimeliness:
    """How an open dossier stands at `at`; without a due moment (no limit published, clock stopped) it is
    within.
    """
    late = original_due_at is not None and at > original_due_at
    return OpenTimeliness.OVERDUE if late else OpenTimeliness.WITHIN
