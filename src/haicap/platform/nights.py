"""When the night's work begins. The scheduler reads hours as UTC; said here, they are those of Vietnam."""

from datetime import UTC, date, datetime, time

from haicap.kernel.clock import VIETNAM

_ANY_DAY = date(2026, 1, 1)  # Vietnam knows no summer time


def at_night(hour: str) -> str:
    """A cron line for every day at `hour` ("02:37") in Vietnam."""
    there = datetime.combine(_ANY_DAY, time.fromisoformat(hour), VIETNAM).astimezone(UTC)
    return f"{there.minute} {there.hour} * * *"
