"""A past instant as people write it. What is asked as of an instant is told by business time: entries before it."""

from datetime import date, datetime, time, timedelta

from haicap.kernel.clock import VIETNAM, local
from haicap.kernel.errors import refuse


def past_instant(text: str, now: datetime) -> datetime:
    """`2026-03-01` (a day: its end), `2026-03-01T10:30` (Vietnamese time) or a moment with its zone, in local time.

    Refuses `dossier.as_of_unreadable` and, later than `now`, `dossier.as_of_in_future`; a day that is not over is.
    """
    try:
        at = _day_end(text) if len(text) == len("2026-03-01") else _moment(text)
    except (ValueError, OverflowError):
        raise refuse("dossier.as_of_unreadable", field="as_of", value=text[:40]) from None
    return require_past(at, now)


def require_past(at: datetime, now: datetime) -> datetime:
    """`at`, refused with `dossier.as_of_in_future` where it lies after `now`."""
    if at > now:
        raise refuse("dossier.as_of_in_future", field="as_of", at=f"{local(at):%d/%m/%Y %H:%M}")
    return at


def written_instant(at: datetime) -> str:
    """The shortest text that `past_instant` reads as `at`."""
    here = local(at)
    if here.time() == time(0):
        return (here.date() - timedelta(days=1)).isoformat()
    return here.replace(tzinfo=None).isoformat()


def _day_end(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(0), VIETNAM)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return local(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM))
