"""The numbers of a board. Each is a filter counted: the address beside it opens exactly the rows it counts."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from django.urls import reverse

from haicap.desk.web.office.words import Words
from haicap.dossiers.contract import ListFilter, Period, Status

AT_WORK = frozenset({Status.RECEIVED, Status.IN_PROCESS})
SETTLED = ("settled_early", "settled_on_time", "settled_overdue")


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the query of its list."""

    value: int
    query: str
    label: Words = ""

    @property
    def href(self) -> str:
        """The address of the list."""
        return list_of(self.query)


def list_of(query: str) -> str:
    """The address of the list of a filter's query."""
    return f"{_lists()}?{query}"


@cache
def _lists() -> str:
    """Where lists are opened, found once."""
    return reverse("office:dossiers")


def month_of(day: date) -> Period:
    """The month of `day`."""
    start = day.replace(day=1)
    return Period(start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def open_parts(base: ListFilter) -> dict[str, ListFilter]:
    """What stands open now."""
    return {
        "waiting": replace(base, statuses=AT_WORK),
        "overdue": replace(base, overdue=True),
        "awaiting": replace(base, statuses=frozenset({Status.AWAITING_APPLICANT})),
    }


def today_parts(base: ListFilter, today: date) -> dict[str, ListFilter]:
    """What is asked in the morning: what stands open, what came in today."""
    return {
        **open_parts(base),
        "due_today": replace(base, overdue=False, due_on=today),
        "ready": replace(base, statuses=frozenset({Status.RESULT_READY})),
        "received_today": replace(base, received=Period(today, today)),
    }
