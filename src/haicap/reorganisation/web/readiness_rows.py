"""What the pages of readiness show: numbers that open exactly their rows, and the lines of one unit."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from haicap.kernel.errors import refuse
from haicap.organisation.contract import Actor, Gap, Role
from haicap.reorganisation.domain import readiness
from haicap.reorganisation.domain.items import Item
from haicap.reorganisation.domain.readiness import Entry, Line, Phase, State
from haicap.reorganisation.selectors import readiness as reading
from haicap.reorganisation.selectors.items import ItemList, items
from haicap.reorganisation.web.readiness_forms import ItemForm, TrialForm
from haicap.territory.contract import UnitCard
from haicap.ui.badges import BADGES
from haicap.ui.templatetags.ui import moment

OPEN = "open"  # not begun or under way: in the address in the place of a state


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter of a list; empty means all."""

    item: str = ""
    state: str = ""
    unit: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        """From the address; refused with `reorganisation.filter_unreadable`."""
        asked = cls(query.get("muc", ""), query.get("trang-thai", ""), query.get("don-vi", ""))
        if asked.state not in {"", OPEN, *State}:
            raise refuse("reorganisation.filter_unreadable", field="trang-thai", value=asked.state[:20])
        return asked

    @property
    def query(self) -> str:
        """The filter as the end of an address."""
        named = {"muc": self.item, "trang-thai": self.state, "don-vi": self.unit}
        return urlencode({name: value for name, value in named.items() if value})

    def takes(self, line: Line) -> bool:
        """True where the line is asked for."""
        return (
            self.item in {"", line.item.key}
            and self.unit in {"", line.unit.code}
            and (self.state in {"", line.state} or (self.state == OPEN and not line.is_ready))
        )


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the list that holds exactly so many rows."""

    value: int
    url: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """A gap with the page where it is mended, for whoever may open it."""

    gap: Gap
    url: str


def board(of: Sequence[UnitCard], day: date) -> dict[str, Any]:
    """The matrix: every commune against every item, with the sums of both sides."""
    lines, trials = reading.lines(of, day), reading.trials(of)
    by_item = Counter((line.item.key, line.state) for line in lines)
    missing = Counter(line.unit.code for line in lines if not line.is_ready)
    cells: dict[str, list[Line]] = {}
    for line in lines:
        cells.setdefault(line.unit.code, []).append(line)
    asked = items(ItemList.READINESS, day)
    return {
        "items": asked,
        "states": tuple(State),
        "sums": [
            (
                item,
                [
                    (word, _number(Asked(item.key, state), by_item[item.key, state]))
                    for state, word in states()
                ],
            )
            for item in asked
        ],
        "rows": [
            (
                card,
                trials.get(card.unit_id),
                _number(Asked(state=OPEN, unit=card.code), missing[card.code]),
                cells[card.code],
            )
            for card in of
        ],
        "phases": Counter(trial.phase(day) for trial in trials.values()),
        "Phase": Phase,
        "ready": sum(not missing[card.code] for card in of),
        "total": len(of),
        "missing": _number(Asked(state=OPEN), sum(missing.values())),
        "today": day,
    }


def listed(of: Sequence[UnitCard], asked: Asked, day: date) -> list[Line]:
    """The lines of the filter, unit by unit."""
    return [line for line in reading.lines(of, day) if asked.takes(line)]


def states() -> list[tuple[State, str]]:
    """The states with their words, for a filter."""
    return [(state, str(BADGES[state].word)) for state in State]


def sheet(lines: Iterable[Line], day: date) -> Iterator[list[str]]:
    """Lines as a table of text, headings first."""
    yield [
        _("Mã đơn vị"),
        _("Đơn vị"),
        _("Mục"),
        _("Trạng thái"),
        _("Đã có"),
        _("Cần có"),
        _("Người phụ trách"),
        _("Hạn hoàn thành"),
        _("Quá hạn"),
        _("Minh chứng"),
        _("Ghi chú"),
    ]
    for line in lines:
        entry, counts = line.entry, line.item.computed
        yield [
            line.unit.code,
            line.unit.name,
            name_of(line.item),
            str(BADGES[line.state].word),
            str(line.there) if counts else "",
            str(line.needed) if counts else "",
            entry.responsible if entry else "",
            date_format(entry.due_on, "Y-m-d") if entry and entry.due_on else "",
            _("có") if line.is_late(day) else "",
            (entry.evidence or entry.file_name) if entry else "",
            entry.note if entry else "",
        ]


def unit_page(
    actor: Actor, card: UnitCard, day: date, wrong: Mapping[str, ItemForm], trial_form: TrialForm | None
) -> dict[str, Any]:
    """All of one unit's page."""
    provincial = reading.is_provincial(actor)
    may_fill = readiness.may_fill(actor, card, provincial=provincial) is None
    trial = reading.trials([card]).get(card.unit_id)
    journal = reading.journal(card)
    lines = reading.lines([card], day)
    return {
        "unit": card,
        "rows": [
            _row(actor, line, journal.get(line.item.key, ()), wrong, may_fill=may_fill) for line in lines
        ],
        "missing": sum(not line.is_ready for line in lines),
        "trial": trial,
        "phase": trial.phase(day) if trial else None,
        "Phase": Phase,
        "trial_form": (trial_form or TrialForm.of(trial))
        if readiness.may_set_trial(actor, provincial=provincial) is None
        else None,
        "wrong": next(iter(wrong.values()), None),
        "sees_all": readiness.may_see_all(actor, provincial=provincial),
        "today": day,
    }


def name_of(item: Item) -> str:
    """The item's name in the reader's language."""
    return item.name_en if get_language() == "en" else item.name


def _row(
    actor: Actor, line: Line, journal: tuple[Entry, ...], wrong: Mapping[str, ItemForm], *, may_fill: bool
) -> dict[str, Any]:
    key = line.item.key
    form = None
    if may_fill and not line.item.computed:
        form = wrong.get(key) or ItemForm.of(key, line.entry)
    return {
        "line": line,
        "form": form,
        "journal": [(entry, BADGES[entry.state].word, _noted(entry)) for entry in journal],
        "gaps": [Gaps(gap, _mended_at(actor, gap)) for gap in line.gaps],
    }


def _mended_at(actor: Actor, gap: Gap) -> str:
    """The administrators' page of a person or body; nobody else is sent to a page that refuses."""
    if gap.person_id and actor.holds(Role.BUSINESS_ADMIN, Role.TECHNICAL_ADMIN):
        return reverse("organisation_person", args=[gap.person_id])
    if gap.agency_id and actor.holds(Role.BUSINESS_ADMIN):
        return reverse("organisation_body", args=[gap.agency_id])
    return ""


def _number(asked: Asked, value: int) -> Number:
    return Number(value, f"{reverse('readiness:list')}?{asked.query}")


def _noted(entry: Entry) -> str:
    """The note, and for a report of a trial where it was made and who brought it."""
    if not entry.trial:
        return entry.note
    origin = _("Báo cáo trên bản vận hành thử %(trial)s; %(who)s đưa về %(at)s.") % {
        "trial": entry.trial,
        "who": entry.brought_by,
        "at": moment(entry.brought_at),
    }
    return f"{entry.note}\n{origin}".strip()
