"""One periodic report on screen: its numbers, each opening its frozen rows, its life, and what adjusts it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from haicap.dossiers.api import CAUSE_WORDS
from haicap.kernel.errors import Refusal, RefusalError
from haicap.organisation.contract import Actor
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.contract import ReportCard, Step
from haicap.reporting.domain import periodic_rights
from haicap.reporting.domain.columns import (
    ACCOUNTED_FOR,
    BY_KEY,
    COLUMNS,
    LEFT,
    OTHER_ENDS,
    OVERDUE,
    Column,
    number,
)
from haicap.reporting.selectors import periodic_reading
from haicap.reporting.services.periodic_steps import own_for
from haicap.reporting.vocabulary import (
    COLUMN_WORDS,
    ENTRY_WORDS,
    KIND_TITLES,
    STEP_DEEDS,
    STEP_TONES,
    STEP_WORDS,
)
from haicap.ui.http import fragment, refusal

# what a line of the table shows; all columns stand in the total, and in every file
SHOWN = tuple(
    BY_KEY[key]
    for key in (
        "came_in",
        "carried_over",
        "settled",
        "settled_early",
        "settled_on_time",
        "settled_overdue",
        "still_open",
        "in_process_overdue",
        "awaiting_applicant",
        OTHER_ENDS.key,
    )
)


# by what a number can be narrowed, and the name of it in an address
ASKED_AS = {"field": "linh-vuc", "unit": "don-vi", "body": "co-quan", "cause": "nguyen-nhan"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with the address of exactly its rows."""

    label: str | Promise
    value: int
    href: str


@official_required(*periodic_rights.READERS)
@require_safe
def show(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """One report: its numbers, each opening its frozen rows, its life, and the steps with their reasons."""
    try:
        card = periodic_reading.open_report(actor=request.actor, report_id=report_id)
    except RefusalError as refused:
        return refusal(request, refused)
    return fragment(request, "reporting/periodic/report.html", _page(request.actor, card))


@official_required(*periodic_rights.READERS)
@require_safe
def adjustments(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """Both versions on one page: what was frozen, what the journal says now, and the dossiers of the difference."""
    try:
        card, found, late = periodic_reading.adjustments(actor=request.actor, report_id=report_id)
        wrong = periodic_reading.verify(actor=request.actor, report_id=report_id)
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        **head_of(card),
        "differences": [
            (COLUMN_WORDS[each.column], each, _cell(card, BY_KEY[each.column], each.frozen)) for each in found
        ],
        "late": [(entry, ENTRY_WORDS[entry.action]) for entry in late],
        "wrong": wrong,
    }
    return fragment(request, "reporting/periodic/adjustments.html", context)


def _page(actor: Actor, card: ReportCard) -> dict[str, Any]:
    content = card.content
    return {
        **head_of(card),
        "steps": [(each, STEP_DEEDS[each.step], STEP_TONES[each.step]) for each in card.steps],
        "left": [_cell(card, BY_KEY[key], card.numbers[key]) for key in _PARTS_LEFT],
        "right": [_cell(card, BY_KEY[key], card.numbers[key]) for key in _PARTS_RIGHT],
        "sums": [
            _cell(card, BY_KEY["came_in"], content["identity"]["left"]),
            _cell(card, ACCOUNTED_FOR, content["identity"]["right"]),
        ],
        "unexplained": content["identity"]["unexplained"],
        "total": [_cell(card, column, number(card.numbers, column)) for column in SHOWN],
        "fields": [
            (each["field"], _line(card, each["numbers"], field=each["field"])) for each in content["fields"]
        ],
        "units": [
            (each["name"], _line(card, each["numbers"], unit=each["unit"]))
            for each in content.get("units", ())
        ],
        **_own_bodies(card),
        **_overdue(card),
        "shown": [COLUMN_WORDS[column.key] for column in SHOWN],
        "adjustments": content["adjustments"],
        "missing": content.get("missing", ()),
        "rule": content["rule"],
        "refusals": {step.value: _refusal(actor, card, step) for step in periodic_rights.DOES},
        "open_steps": {step.value for step, after in periodic_rights.FOLLOWS.items() if card.step in after},
        "has_paper": any(each.step is Step.SIGNED for each in card.steps),
    }


def _own_bodies(card: ReportCard) -> dict[str, Any]:
    """The province's own line by its departments; reports of others have none."""
    bodies = card.content.get("bodies", ())
    own = next((each for each in card.content.get("units", ()) if each["unit"] == card.unit_id), None)
    return {
        "bodies": [(each["name"], _line(card, each["numbers"], body=each["body"])) for each in bodies],
        "bodies_total": _line(card, own["numbers"], unit=own["unit"]) if bodies and own else (),
    }


def _overdue(card: ReportCard) -> dict[str, Any]:
    """The second table of the form: by field how many are overdue, and by which recorded cause."""
    causes = [str(cause) for cause in CAUSE_WORDS if cause in card.content.get("overdue", {})]

    def cells(numbers: Mapping[str, int], field: str = "") -> list[Cell]:
        return [
            _cell(card, OVERDUE, sum(numbers.values()), field=field),
            *(
                replace(
                    _cell(card, OVERDUE, numbers.get(cause, 0), field=field, cause=cause),
                    label=CAUSE_WORDS[cause],
                )
                for cause in causes
            ),
        ]

    return {
        "causes": [COLUMN_WORDS[OVERDUE.key], *(CAUSE_WORDS[cause] for cause in causes)],
        "overdue": [
            (each["field"], cells(each["numbers"], each["field"]))
            for each in card.content.get("overdue_fields", ())
        ],
        "overdue_total": cells(card.content.get("overdue", {})),
        "causes_known": "overdue" in card.content,
    }


_PARTS_LEFT = ("received_online", "received_otherwise", "carried_over", "transferred_in")
_SUMS = (*LEFT, "settled", "still_open")
_PARTS_RIGHT = tuple(column.key for column in COLUMNS if column.key not in (*_PARTS_LEFT, *_SUMS))


def _refusal(actor: Actor, card: ReportCard, step: Step) -> Refusal | None:
    return periodic_rights.may_do(
        actor, step, own=own_for(actor, card, step), body=card.body, prepared_by=card.prepared_by
    )


def head_of(card: ReportCard) -> dict[str, Any]:
    """What stands on top of every page about a report."""
    return {
        "card": card,
        "title": KIND_TITLES[card.kind],
        "status": STEP_WORDS[card.step],
        "tone": STEP_TONES[card.step],
    }


def _line(card: ReportCard, numbers: Mapping[str, int], **narrowed: int | str) -> list[Cell]:
    return [_cell(card, column, number(numbers, column), **narrowed) for column in SHOWN]


def _cell(card: ReportCard, column: Column, value: int, **narrowed: int | str) -> Cell:
    """`narrowed` by `field`, `unit`, `body` or `cause`."""
    asked = {"cot": column.key, **{ASKED_AS[name]: told for name, told in narrowed.items() if told}}
    address = reverse("reporting_periodic_rows", args=[card.id])
    return Cell(COLUMN_WORDS[column.key], value, f"{address}?{urlencode(asked)}")
