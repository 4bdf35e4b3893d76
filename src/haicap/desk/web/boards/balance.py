"""What came in and what became of it, as a cascade: each step begins where the former ended, so all add up by eye.

The same figures as their identity (law I-C1): what was carried over, received and transferred in is accounted for to
the last dossier, or the board says how many are not.
"""

from dataclasses import dataclass, fields

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.desk.web.boards.numbers import Number
from haicap.desk.web.boards.scope import Scope, figure
from haicap.dossiers.contract import Figures
from haicap.ui.charts.bars import Segment, stacked

Words = str | Promise
_STAGES: tuple[tuple[Words, tuple[tuple[str, str], ...]], ...] = (
    (_("Vào"), (("carried_over", "mute"), ("received", "plain"), ("transferred_in", "wait"))),
    (
        _("Đã giải quyết"),
        (("settled_early", "early"), ("settled_on_time", "on_time"), ("settled_overdue", "overdue")),
    ),
    (
        _("Kết thúc khác"),
        tuple(
            (name, "mute")
            for name in ("returned", "refused", "stopped", "withdrawn", "void", "transferred_out")
        ),
    ),
    (_("Đang giải quyết"), (("in_process_within", "plain"), ("in_process_overdue", "overdue"))),
    (_("Chờ công dân"), (("awaiting_applicant", "wait"),)),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the cascade."""

    name: Words
    numbers: tuple[Number, ...]
    bar: tuple[Segment, ...]

    @property
    def total(self) -> int:
        """All its numbers."""
        return sum(number.value for number in self.numbers)


@dataclass(frozen=True, slots=True)
class Balance:
    """The stages, the first of which is what came in."""

    stages: tuple[Stage, ...]
    came_in: int
    accounted_for: int

    @property
    def unexplained(self) -> int:
        """0 where both sides agree."""
        return self.came_in - self.accounted_for

    @property
    def words(self) -> str:
        """ "68 = 17 + 4 + 46 + 1", as it should be."""
        return f"{self.came_in} = {' + '.join(str(stage.total) for stage in self.stages[1:])}"


def balance(scope: Scope) -> Balance:
    """The figures of the period, each with its list."""
    told = scope.figures[""][0].figures
    numbers = {
        part.name: figure(scope, scope.base, part.name, getattr(told, part.name)) for part in fields(Figures)
    }
    stages, at, whole = [], 0, max(told.came_in, told.accounted_for)
    for place, (name, parts) in enumerate(_STAGES):
        own = tuple(numbers[part] for part, _kind in parts)
        bar = stacked(((kind, numbers[part].value) for part, kind in parts), whole=whole, start=at)
        stages.append(Stage(name, own, bar))
        at += stages[-1].total if place else 0
    return Balance(tuple(stages), told.came_in, told.accounted_for)
