"""A province day by day: what is done at the desks, what comes in at night, what the laws say to it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import Protocol

from haicap.dossiers import api as dossiers
from haicap.kernel import clock
from haicap.kernel.clock import VIETNAM
from haicap.kernel.worktime import dates
from haicap.platform.checks import Law
from haicap.simulation.delivery import Deliveries
from haicap.simulation.desks import Desks
from haicap.simulation.nights import Nights, RedNight
from haicap.simulation.scene import Scene
from haicap.simulation.story import Story, tell
from haicap.simulation.world import World

_NIGHT = time(22)


class Door(Protocol):
    """Where stories come in."""

    def expect(self, story: Story) -> None: ...


@dataclass(slots=True)
class Course:
    """What has come of a world so far. `refusals` and `rejects`: what was tried at the desks and delivered at night and
    the rules refused, by code.
    """

    day: date | None = None
    read: int = 0
    imported: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    received: int = 0
    acts: int = 0
    refusals: Mapping[str, int] = field(default_factory=dict)
    nights: int = 0
    red: RedNight | None = None


Told = Callable[[Course], None]


def run(
    world: World, count: int, *, live_one_in: int, laws: Sequence[Law], until: date | None, told: Told
) -> Course:
    """Let the days of `world` pass, to the night of `until` or its last; stops at a night with a red law.

    Every `live_one_in`-th dossier (0: none) goes act by act through the services, the others are delivered on the
    night of the day that ends them. `told` is called each morning, before anybody works. The last night of a world
    asks all laws of all rows.
    """
    scene, course, nights = Scene(world), Course(), Nights(laws)
    desks, deliveries = Desks(scene, world.end), Deliveries(world, scene)
    try:
        for day, stories in _days(scene, count, world.start, min(until or world.end, world.end)):
            course.day = day
            told(course)
            for story in stories:
                door: Door = desks if live_one_in and story.number % live_one_in == 0 else deliveries
                door.expect(story)
            desks.work(day)
            _deliver(deliveries, day, course, afresh=day == world.start)
            course.red = nights.ask(day, full=day == world.end)
            if course.red:
                break
        course.red = course.red or nights.last()
    finally:
        nights.end()
    course.received, course.acts, course.refusals = desks.received, desks.acts, dict(desks.refusals)
    course.nights = nights.proved
    return course


def _days(scene: Scene, count: int, start: date, end: date) -> Iterator[tuple[date, Iterable[Story]]]:
    """Every day with the stories that begin on it."""
    coming = groupby(scene.arrivals(count), key=lambda each: each[1].date())
    next_day, errands = next(coming, _NOBODY)
    for day in dates(start, end):
        if day == next_day:
            yield day, (tell(scene, number, moment) for number, moment in errands)
            next_day, errands = next(coming, _NOBODY)
        else:
            yield day, ()


_NOBODY: tuple[date | None, Iterator[tuple[int, datetime]]] = (None, iter(()))


def _deliver(deliveries: Deliveries, day: date, course: Course, *, afresh: bool) -> None:
    with clock.at(datetime.combine(day, _NIGHT, VIETNAM)):
        tally = dossiers.import_lines(enumerate(deliveries.of(day), 1), now=clock.now(), afresh=afresh)
    course.read += tally.read
    course.imported += tally.imported
    course.unchanged += tally.unchanged
    course.rejected += tally.rejected
    course.rejects.update(reject.refusal.code for reject in tally.rejects)
