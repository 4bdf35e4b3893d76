"""The only place that looks at the time. Business days are those of `Asia/Ho_Chi_Minh` (+07:00 since 1975)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def now() -> datetime:
    """The present moment, aware, in Vietnamese local time."""
    return _frozen.get() or datetime.now(tz=UTC).astimezone(VIETNAM)


def today() -> date:
    """The present business day in Viet Nam."""
    return now().date()


def local(moment: datetime) -> datetime:
    """`moment` (aware) in Vietnamese local time; a naive moment is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"moment without time zone: {moment!r}")
    return moment.astimezone(VIETNAM)


def local_day(moment: datetime) -> date:
    """The Vietnamese calendar day of an aware moment."""
    return local(moment).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let time stand still at `moment` inside the block: for tests, the simulator and rehearsals only."""
    token = _frozen.set(local(moment))
    try:
        yield
    finally:
        _frozen.reset(token)
