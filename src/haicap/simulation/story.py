"""One dossier's life as it is going to happen: who brings what to which counter, and what becomes of it by whose habit.

A story is drawn from the seed and its own number alone, so it is the same in whatever order stories are told, and
through whichever door it comes: act by act (`desks`) or carried in by another system (`delivery`).
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from haicap.kernel.deadlines import due
from haicap.procedures.contract import ProcedureCard
from haicap.simulation.officers import Habit, Officer
from haicap.simulation.people import Somebody, somebody
from haicap.simulation.scene import Scene
from haicap.territory.contract import UnitCard

_CHANNELS, _CHANNEL_SHARES = ("online", "counter", "post", "agent"), (60, 97, 99, 100)  # shares run up
_FATES = ("settled", "returned", "refused", "withdrawn", "void", "transferred")
_FATE_SHARES = (960, 976, 984, 992, 996, 1000)
REASONS = {
    "returned": "Thành phần hồ sơ chưa hợp lệ",
    "refused": "Không thuộc đối tượng giải quyết",
    "withdrawn": "Người nộp đề nghị rút hồ sơ",
    "stopped": "Quá thời hạn bổ sung",
    "void": "Tiếp nhận nhầm",
    "transferred": "Chuyển đúng thẩm quyền",
    "supplement_requested": "Thiếu giấy tờ theo thành phần hồ sơ",
    "asked_again": "Thiếu thêm giấy tờ",
    "suspended": "Chờ người nộp thực hiện nghĩa vụ tài chính",
    "extended": "Hồ sơ cần xác minh thêm",
}
# the part of the limit that each habit uses
_PARTS = {
    Habit.PROMPT: (0.05, 0.6),
    Habit.STEADY: (0.4, 0.98),
    Habit.SLOW: (0.75, 1.2),
    Habit.FRIDAYS: (0.3, 0.95),
    Habit.FORGETFUL: (0.2, 0.98),
}
_NOBODY_STANDS_IN = 0.2  # for a colleague on leave
_WRONG_DATA = 0.015
_SUPPLEMENT = 0.05
_UNANSWERED = 0.08  # of those asked; their dossier is stopped
_ASKED_AGAIN = 0.1  # of those who answered
_TAXED_FIELD, _TAXED = "Đất đai", 0.3
_FORGOTTEN, _FOR_EVER = 0.06, 0.15  # of a forgetful officer's, and of these
_APOLOGY = 0.4  # of a slow officer's overdue ones
_MAKES_FRIDAY_WAIT = 0.9  # rather than be late
_COLLECTED_AT_ONCE, _COLLECTED = 0.9, 0.985


class Happening(NamedTuple):
    """One thing that happens: an event type of the import format, or `corrected` or `asked_again`."""

    what: str
    at: datetime
    to: str = ""
    new_due_at: datetime | None = None

    @property
    def reason(self) -> str:
        """Why, where one must be given."""
        return REASONS.get(self.what, "")


class Story(NamedTuple):
    """A dossier from its receipt on."""

    number: int
    received_by: UnitCard
    competent: UnitCard
    procedure: ProcedureCard
    channel: str
    person: Somebody
    hamlet: int
    happenings: tuple[Happening, ...]

    @property
    def address(self) -> str:
        """Where the person lives."""
        return f"Thôn {self.hamlet}, {self.received_by.name}"


def tell(scene: Scene, number: int, moment: datetime) -> Story:
    """The story of the `number`-th dossier, whose bringer sets out at `moment`."""
    dice = Random(scene.seed << 32 | number)  # noqa: S311 - a world's dice, nothing secret
    home, desk, procedure = scene.errand(dice)
    channel = dice.choices(_CHANNELS, cum_weights=_CHANNEL_SHARES)[0]
    person = somebody(dice)
    received = scene.when_open(desk.code, moment, dice)
    life = _Life(scene, dice, home, procedure, received, online=channel == "online")
    return Story(number, desk, home, procedure, channel, person, dice.randrange(1, 15), life.told())


class _Life:
    """Draws what happens, each thing after the one before."""

    def __init__(
        self,
        scene: Scene,
        dice: Random,
        home: UnitCard,
        procedure: ProcedureCard,
        received: datetime,
        *,
        online: bool,
    ) -> None:
        self.scene, self.dice, self.home, self.procedure = scene, dice, home, procedure
        self.officer: Officer = scene.officer(home.code, procedure.field)
        limit = procedure.variants[0].limit
        assert limit is not None  # noqa: S101 - the catalogue of a world holds procedures with a limit only
        self.due_at = (
            due(calendar=scene.calendar, received_at=received, limit=limit, channel_online=online).due_at
            or received
        )
        self.happened = [Happening("received", received)]

    def told(self) -> tuple[Happening, ...]:
        fate = self.dice.choices(_FATES, cum_weights=_FATE_SHARES)[0]
        first_look = self.last + timedelta(minutes=self.dice.randrange(10, 240))
        if fate == "void":
            self._then("void", first_look)
            return tuple(self.happened)
        self._then("assigned", first_look, officer=True)
        if self.dice.random() < _WRONG_DATA:
            self._then("corrected", self.last + timedelta(minutes=self.dice.randrange(5, 30)))
        if fate == "transferred":
            self._pass_on()
        finished = self._finish()
        if finished is not None:
            self._work_until(finished, "resolved" if fate in ("settled", "transferred") else fate)
        return tuple(self.happened)

    @property
    def last(self) -> datetime:
        return self.happened[-1].at

    def _then(
        self,
        what: str,
        at: datetime,
        *,
        to: str = "",
        new_due_at: datetime | None = None,
        officer: bool = False,
    ) -> None:
        """Let it happen in working time, not before what happened last."""
        moment = self.scene.when_open(self.home.code, max(at, self.last + timedelta(minutes=1)), self.dice)
        back = self.officer.back_on(moment.date()) if officer else moment.date()
        if back != moment.date() and self.dice.random() < _NOBODY_STANDS_IN:
            moment = self.scene.when_open(self.home.code, self.scene.morning(back), self.dice)
        self.happened.append(Happening(what, moment, to, new_due_at))

    def _pass_on(self) -> None:
        """The wrong unit was asked; the right one goes on."""
        other = self.dice.choice(self.scene.communes)
        if self.home.is_province or other.code == self.home.code:
            return
        self._then("transferred", self.last + timedelta(minutes=self.dice.randrange(30, 120)), to=other.code)
        self.home = other
        self.officer = self.scene.officer(other.code, self.procedure.field)

    def _finish(self) -> datetime | None:
        """When the work is done, if nothing comes between; None: it is forgotten for ever."""
        received = self.happened[0].at
        moment = received + (self.due_at - received) * self.dice.uniform(*_PARTS[self.officer.habit])
        if self.officer.habit is Habit.FRIDAYS:
            friday = self._friday(moment.date())
            late = friday > self.due_at and self.dice.random() < _MAKES_FRIDAY_WAIT
            moment = moment if late else friday
        elif self.officer.habit is Habit.FORGETFUL and self.dice.random() < _FORGOTTEN:
            if self.dice.random() < _FOR_EVER:
                return None
            moment += timedelta(days=self.dice.randrange(10, 60))
        on_time = moment <= self.due_at
        moment = self.scene.when_open(self.home.code, moment, self.dice)
        if on_time and moment > self.due_at:  # who would have been in time does not slip by a night's rest
            moment = self.due_at - timedelta(minutes=self.dice.randrange(5, 120))
        return max(moment, self.last + timedelta(minutes=20))

    def _friday(self, day: date) -> datetime:
        friday = day + timedelta(days=(4 - day.weekday()) % 7)
        return self.scene.morning(friday) + timedelta(hours=6, minutes=self.dice.randrange(10, 180))

    def _work_until(self, finished: datetime, end: str) -> None:
        long = finished - self.last > timedelta(days=2)
        if long and self.dice.random() < _SUPPLEMENT:
            finished, end = self._supplement(finished, end)
        elif long and self.procedure.field == _TAXED_FIELD and self.dice.random() < _TAXED:
            finished = self._waits(
                "suspended", "resumed", finished, timedelta(days=self.dice.randrange(2, 10))
            )
        elif self.officer.habit is Habit.SLOW and finished > self.due_at and self.dice.random() < _APOLOGY:
            self._apologise(finished)
        self._then(end, finished)
        if end == "resolved":
            self._collect()

    def _supplement(self, finished: datetime, end: str) -> tuple[datetime, str]:
        if self.dice.random() < _UNANSWERED:
            self._then("supplement_requested", self._between(finished), officer=True)
            return self.last + timedelta(days=self.dice.randrange(30, 50)), "stopped"
        days = timedelta(days=self.dice.randrange(1, 12), hours=self.dice.randrange(1, 5))
        finished = self._waits("supplement_requested", "supplemented", finished, days)
        if self.dice.random() < _ASKED_AGAIN:
            self._then("asked_again", self.last + timedelta(minutes=self.dice.randrange(30, 90)))
        return finished, end

    def _waits(self, stop: str, go_on: str, finished: datetime, days: timedelta) -> datetime:
        """The clock stands for `days`; what was left to be done is done afterwards."""
        self._then(stop, self._between(finished), officer=True)
        left = finished - self.last
        self._then(go_on, self.last + days)
        return self.last + max(left, timedelta(hours=1))

    def _between(self, finished: datetime) -> datetime:
        return self.last + (finished - self.last) * self.dice.uniform(0.1, 0.4)

    def _apologise(self, finished: datetime) -> None:
        """Form 04, before the promised moment, where there is time left for it."""
        moment = self.due_at - timedelta(hours=2)
        if moment > self.last:
            promised = self.scene.calendar.closes_at(self.scene.calendar.next_working_day(finished.date()))
            self._then("extended", moment, new_due_at=promised)

    def _collect(self) -> None:
        """Nine of ten come at once, some weeks later, some never."""
        luck = self.dice.random()
        if luck < _COLLECTED_AT_ONCE:
            self._then("handed_over", self.last + timedelta(hours=self.dice.uniform(0.2, 30)))
        elif luck < _COLLECTED:
            self._then("handed_over", self.last + timedelta(days=self.dice.randrange(5, 60)))
