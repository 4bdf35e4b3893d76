"""What the command line and the demo ask of the simulator."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from haicap.kernel import clock
from haicap.organisation import api as organisation
from haicap.platform import calendars, progress
from haicap.platform.checks import Law
from haicap.procedures import api as procedures
from haicap.procedures.contract import Level
from haicap.simulation import days, live
from haicap.simulation.days import Course
from haicap.simulation.delivery import records
from haicap.simulation.nights import RedNight
from haicap.simulation.world import World
from haicap.territory import api as territory

__all__ = ["DEMO", "Course", "RedNight", "fill_demo", "live_through", "simulate", "world_of"]

DEMO = "demo"
DEMO_PROVINCE = "68"
DEMO_DOSSIERS = 30_000
DEMO_SEED = 20250701
_FIRST_DAY = date(2025, 7, 1)


def simulate(
    *,
    province: str,
    count: int,
    start: date,
    end: date,
    seed: int,
    told: Callable[[int], None] = lambda _done: None,
) -> Course:
    """Carry in at once `count` dossiers handed in to `province` between two days (both included), by the real import.

    Repeating a run changes nothing. Refuses `territory.unknown_unit`, `organisation.province_not_founded`.
    """
    territory.require_unit(province, clock.today())
    course = Course(seed)
    course.carry_in(records(world_of(province, start, end, seed), count), told=told)
    return course


def live_through(
    *,
    province: str,
    count: int,
    start: date,
    end: date,
    seed: int,
    live_one_in: int,
    laws: Sequence[Law] = (),
    until: date | None = None,
    told: Callable[[Course], None] = lambda _course: None,
) -> Course:
    """The same world day by day: some dossiers act by act at the desks, the others delivered at night, `laws` proved
    each night (`days.run`). The province must be staffed where `live_one_in` is not 0.

    Repeating a run changes nothing, and a run that was stopped goes on. Refuses as `simulate`.
    """
    territory.require_unit(province, clock.today())
    world = world_of(province, start, end, seed)
    return days.run(world, count, live_one_in=live_one_in, laws=laws, until=until, told=told)


def world_of(province: str, start: date, end: date, seed: int) -> World:
    """The world of a province as its map and catalogue are on its last day, told up to the midnight after it.

    Days that are not over have not happened: the last day is yesterday at the latest. So a run tells the same story
    again, later in the day or on a later one, as long as the working calendar of its time stands.
    """
    end = min(end, clock.today() - timedelta(days=1))
    catalogue = sorted(
        (card for card in procedures.in_force(day=end) if card.variants[0].limit is not None),
        key=lambda card: card.code,
    )
    return World(
        seed=seed,
        communes=territory.communes_of(province, end),
        catalogue=[card for card in catalogue if Level.COMMUNE in card.levels],
        calendar=calendars.current(province),
        start=start,
        end=end,
        now=datetime.combine(end + timedelta(days=1), time(0), clock.VIETNAM),
        province=territory.require_unit(province, end),
        departmental=[card for card in catalogue if Level.PROVINCE in card.levels],
    )


def fill_demo(say: Callable[[str], None]) -> None:
    """Found, staff and fill the demo province: dossiers since the two tiers began, then live work in Di Linh.

    Interrupted, it goes on where it stopped; full, it does nothing.
    """
    card = progress.of(DEMO)
    if card is not None and card.finished_at is not None:
        return
    say(f"founding province {DEMO_PROVINCE}")
    organisation.found_province(DEMO_PROVINCE)
    organisation.staff_province(DEMO_PROVINCE)
    say(f"{DEMO_DOSSIERS} dossiers since {_FIRST_DAY:%d/%m/%Y}, seed {DEMO_SEED}")

    def told(done: int) -> None:
        progress.report(DEMO, words=DEMO_PROVINCE, done=done, total=DEMO_DOSSIERS)
        if done % 2_000 == 0:
            say(f"{done} of {DEMO_DOSSIERS}")

    made = simulate(
        province=DEMO_PROVINCE,
        count=DEMO_DOSSIERS,
        start=_FIRST_DAY,
        end=clock.today(),
        seed=DEMO_SEED,
        told=told,
    )
    worked = live.morning(DEMO_PROVINCE, "25000", seed=DEMO_SEED)
    progress.report(DEMO, words=DEMO_PROVINCE, done=DEMO_DOSSIERS, total=DEMO_DOSSIERS, finished=True)
    say(f"{made.imported} carried in, {made.rejected} rejected, {worked} handled live: done")
