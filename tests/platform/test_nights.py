"""What is to be done at night is done at night in Vietnam, wherever the machine stands."""

from datetime import datetime, timedelta
from itertools import pairwise

from procrastinate.contrib.django import app

from haicap.kernel.clock import VIETNAM, local
from haicap.platform.nights import at_night

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=VIETNAM)
LATEST = 5  # o'clock; the first officials come at seven


def turns(periodic: object) -> list[datetime]:
    """The next turns of a job as the scheduler itself finds them."""
    clock = periodic.croniter  # type: ignore[attr-defined]
    clock.set_current(start_time=MORNING.timestamp())
    return [local(datetime.fromtimestamp(clock.get_next(float), VIETNAM)) for _ in range(3)]


def test_the_work_of_the_night_is_done_before_the_first_official_comes() -> None:
    daily = {}
    for (name, _), periodic in app.periodic_registry.periodic_tasks.items():
        found = turns(periodic)
        if all(later - former == timedelta(days=1) for former, later in pairwise(found)):
            daily[name.rpartition(".")[2]] = found[0]
    assert len(daily) >= 8
    assert {name: at for name, at in daily.items() if at.hour >= LATEST} == {}
    # a plan of the map is in force from midnight
    assert daily["apply_due"] == datetime(2026, 3, 3, 0, 1, tzinfo=VIETNAM)


def test_an_hour_here_is_said_as_the_scheduler_reads_it() -> None:
    assert [at_night(hour) for hour in ("00:01", "02:37", "07:00")] == [
        "1 17 * * *",
        "37 19 * * *",
        "0 0 * * *",
    ]
