"""A province day by day: what is done at the desks, what comes in at night, what the laws say to it."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, Protocol

from django.db import connection

from haicap.dossiers import api as dossiers
from haicap.kernel import clock, memory
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
_SELDOM = 100_000, 50, 1_000  # when to look for garbage (gc.set_threshold)


class Door(Protocol):
    """Where stories come in."""

    def expect(self, story: Story) -> None: ...


@dataclass(slots=True)
class Course:
    """What has come of a world so far; the same seed makes the same.

    `read`, `imported`, `unchanged` and `rejected` count what other systems delivered, `received` and `acts` what was
    done at the desks; `rejects` and `refusals` are what the rules refused of either, by code. `day` is the last one
    that was lived, `red` the night on which a law did not hold.
    """

    seed: int
    read: int = 0
    imported: int = 0
    unchanged: int = 0
    rejected: int = 0
    received: int = 0
    acts: int = 0
    refusals: Mapping[str, int] = field(default_factory=dict)
    rejects: Mapping[str, int] = field(default_factory=dict)
    nights: int = 0
    day: date | None = None
    red: RedNight | None = None

    def carry_in(
        self,
        records: Iterable[Mapping[str, Any]],
        *,
        afresh: bool = True,
        told: Callable[[int], None] = lambda _read: None,
    ) -> None:
        """Import what other systems deliver, and count it; `told` hears how many records were read so far."""
        tally = dossiers.import_lines(
            enumerate(records, 1), now=clock.now(), afresh=afresh, progress=lambda tally: told(tally.read)
        )
        self.read += tally.read
        self.imported += tally.imported
        self.unchanged += tally.unchanged
        self.rejected += tally.rejected
        codes = Counter(reject.refusal.code for reject in tally.rejects)
        self.rejects = dict(codes + Counter(self.rejects))


Told = Callable[[Course], None]


def run(
    world: World, count: int, *, live_one_in: int, laws: Sequence[Law], until: date | None, told: Told
) -> Course:
    """Let the days of `world` pass, to the night of `until` or its last; stops at a night with a red law.

    Every `live_one_in`-th dossier (0: none) goes act by act through the services, the others are delivered on the
    night of the day that ends them. `told` is called each morning, before anybody works. The last night of a world
    asks all laws of all rows.
    """
    scene, course, nights = Scene(world), Course(world.seed), Nights(laws)
    desks, deliveries = Desks(world, scene), Deliveries(world, scene)
    with _in_a_hurry(), closing(nights):
        for day, stories in _days(scene, count, world.start, min(until or world.end, world.end)):
            course.day = day
            told(course)
            for story in stories:
                door: Door = desks if live_one_in and story.number % live_one_in == 0 else deliveries
                door.expect(story)
            desks.work(day)
            with clock.at(datetime.combine(day, _NIGHT, VIETNAM)):
                course.carry_in(deliveries.of(day), afresh=day == world.start)
            course.red = nights.ask(day, full=day == world.end)
            if course.red:
                break
        course.red = course.red or nights.last()
    course.received, course.acts, course.refusals = desks.received, desks.acts, dict(desks.refusals)
    course.nights = nights.proved
    return course


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """What a power cut takes away is lived again from the seed: on this connection no commit waits for the disk.
    Nobody else changes units, people and procedures meanwhile, and stories run in no circles.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        with memory.lasting():
            yield
    finally:
        gc.set_threshold(*usual)


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
