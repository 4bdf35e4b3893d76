"""What stories are drawn from: how busy days are, how large communes, how frequent procedures, who works where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from haicap.kernel.clock import VIETNAM
from haicap.procedures.contract import ProcedureCard
from haicap.simulation import seasons
from haicap.simulation.officers import DESKS, House, Officer, house
from haicap.simulation.world import World
from haicap.territory.contract import UnitCard

_WEIGHTS = {
    "Hộ tịch": 42.0,
    "Chứng thực": 28.0,
    "Đất đai": 9.0,
    "Đăng ký, quản lý cư trú": 5.0,
    "Bảo trợ xã hội": 4.0,
}
_OTHER_FIELDS = 12.0
# declared in August 2025 (baolamdong.vn): Di Linh and Gia Hiệp
_POPULATIONS = {"25000": 64_179.0, "25015": 21_462.0}
_ELSEWHERE = 0.04  # handed in at another commune's counter
_DEPARTMENTAL = 0.08  # of a department's competence,
_AT_A_COMMUNE = 0.4  # of which some at a commune's counter
_HOURS, _HOUR_SHARES = (7, 8, 9, 10, 13, 14, 15, 16), (1, 5, 10, 13, 14, 18, 21, 23)  # shares run up
_HALF = 31  # doors open at half past seven


class Scene:
    """A world made ready for its stories."""

    def __init__(self, world: World) -> None:
        dice = Random(world.seed)  # noqa: S311 - a world's dice, nothing secret
        self.seed = abs(world.seed)
        self.calendar = world.calendar
        self.communes = world.communes
        self._province = world.province
        self._catalogue = world.catalogue
        self._departmental = world.departmental
        self._sizes = list(accumulate(_sizes(world.communes, dice)))
        self._mix = list(accumulate(_mix(world.catalogue)))
        self.days = seasons.working_days(world.calendar, world.start, world.end)
        self._busy = [weight * dice.uniform(0.8, 1.2) for weight in seasons.busy(self.days).values()]
        self._houses = self._all_houses(world, dice)

    def _all_houses(self, world: World, dice: Random) -> dict[str, House]:
        units = [*world.communes, *([world.province] if world.province else [])]
        return {unit.code: house(dice, world.calendar, world.start, world.end) for unit in units}

    def arrivals(self, count: int) -> Iterator[tuple[int, datetime]]:
        """The numbers of `count` dossiers with the moment at which each is brought, in order of time."""
        if not self.days:
            return
        dice = Random(self.seed + 1)  # noqa: S311
        sizes = Counter(dice.choices(range(len(self.days)), self._busy, k=count))
        number = 0
        for place, day in enumerate(self.days):
            for moment in sorted(_moment(dice, day) for _ in range(sizes[place])):
                yield number, moment
                number += 1

    def errand(self, dice: Random) -> tuple[UnitCard, UnitCard, ProcedureCard]:
        """Who decides, who receives, and what is asked."""
        if self._province and self._departmental and dice.random() < _DEPARTMENTAL:
            here = dice.random() < _AT_A_COMMUNE
            return (
                self._province,
                dice.choice(self.communes) if here else self._province,
                dice.choice(self._departmental),
            )
        home = dice.choices(self.communes, cum_weights=self._sizes)[0]
        desk = dice.choice(self.communes) if dice.random() < _ELSEWHERE else home
        return home, desk, dice.choices(self._catalogue, cum_weights=self._mix)[0]

    def officer(self, unit_code: str, field: str) -> Officer:
        """At whose desk a field of work lies."""
        return self._houses[unit_code].desks[len(field) % DESKS]

    def when_open(self, unit_code: str, moment: datetime, dice: Random) -> datetime:
        """`moment`, or some time after the next opening of the unit's doors, in whole seconds."""
        closed = self._houses[unit_code].closed
        here = moment.replace(microsecond=0)
        while here.date() in closed or not self.calendar.is_office_time(here):
            if here.date() in closed:
                here = datetime.combine(here.date() + timedelta(days=1), time(0), VIETNAM)
            here = self.calendar.next_office_time(here) + timedelta(minutes=dice.randrange(1, 90))
        return here

    def morning(self, day: date) -> datetime:
        """The opening of `day`."""
        return self.calendar.opens_at(day)

    def entered_at(self, unit_code: str, moment: datetime) -> datetime:
        """When an act is entered: at once, or where the line was down, when the next day of work begins."""
        down, entered = self._houses[unit_code].line_down, moment
        while entered.date() in down:
            entered = self.morning(self.calendar.nth_working_day(entered.date(), 1))
        return entered


def _sizes(communes: Sequence[UnitCard], dice: Random) -> list[float]:
    """Dossiers follow people: counted ones where a source gave them, else wards larger than communes."""
    return [
        _POPULATIONS.get(unit.code, dice.uniform(12_000, 45_000) * (1.6 if unit.kind == "ward" else 1.0))
        for unit in communes
    ]


def _mix(catalogue: Sequence[ProcedureCard]) -> list[float]:
    fields = Counter(card.field for card in catalogue)
    others = sum(number for name, number in fields.items() if name not in _WEIGHTS) or 1
    return [
        _WEIGHTS[card.field] / fields[card.field] if card.field in _WEIGHTS else _OTHER_FIELDS / others
        for card in catalogue
    ]


def _moment(dice: Random, day: date) -> datetime:
    hour = dice.choices(_HOURS, cum_weights=_HOUR_SHARES)[0]
    minute = dice.randrange(_HALF, 60) if hour == _HOURS[0] else dice.randrange(60)
    return datetime.combine(day, time(hour, minute, dice.randrange(60)), VIETNAM)
