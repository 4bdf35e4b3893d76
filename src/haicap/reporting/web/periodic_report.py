"""One periodic report on screen: its numbers, each opening its frozen rows, its life, and what adjusts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.dossiers.contract import RecordedRow
from haicap.kernel import clock
from haicap.kernel.errors import Refusal, RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.contract import ReportCard, Step
from haicap.reporting.domain import periodic_rights
from haicap.reporting.domain.columns import ACCOUNTED_FOR, BY_KEY, COLUMNS, LEFT, OTHER_ENDS, Column, number
from haicap.reporting.selectors import periodic_reading
from haicap.reporting.services.periodic_steps import own_for
from haicap.reporting.vocabulary import (
    COLUMN_WORDS,
    ENTRY_WORDS,
    FIGURE_WORDS,
    KIND_TITLES,
    STEP_DEEDS,
    STEP_TONES,
    STEP_WORDS,
)
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import PAGE_SIZE, page_number
from haicap.ui.sheets import Sheet, download

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
def rows(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """Exactly the frozen rows of one number: `?cot=` column, `?linh-vuc=` field, `?don-vi=` unit; `?tep=` as a file."""
    try:
        card = periodic_reading.open_report(actor=request.actor, report_id=report_id)
        column = BY_KEY.get(request.GET.get("cot", "came_in"))
        if column is None:
            raise refuse("reporting.unknown_column", field="cot")
        found, _late = periodic_reading.rows_behind(actor=request.actor, report_id=report_id)
    except RefusalError as refused:
        return refusal(request, refused)
    field, unit = request.GET.get("linh-vuc", ""), request.GET.get("don-vi", "")
    units = _units_of(card, unit)
    behind = [
        row
        for row in found
        if column.counts(row.figure, row.channel)
        and field in ("", row.field)
        and (not unit or row.unit_id in units)
    ]
    if request.GET.get("tep") in set(Sheet):
        return download([_headings(), *map(_cells, behind)], Sheet(request.GET["tep"]), "dong-bao-cao")
    page = page_number(request)
    start = (page - 1) * PAGE_SIZE
    context = {
        **_head(card),
        "column": COLUMN_WORDS[column.key],
        "field": field,
        "unit": next(
            (each["name"] for each in card.content.get("units", ()) if str(each["unit"]) == unit), ""
        ),
        "rows": [(row, FIGURE_WORDS[row.figure]) for row in behind[start : start + PAGE_SIZE]],
        "total": len(behind),
        "page": page,
        "size": PAGE_SIZE,
    }
    return fragment(request, "reporting/periodic/rows.html", context)


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
        **_head(card),
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
        **_head(card),
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
        "shown": [COLUMN_WORDS[column.key] for column in SHOWN],
        "adjustments": content["adjustments"],
        "missing": content.get("missing", ()),
        "rule": content["rule"],
        "refusals": {step.value: _refusal(actor, card, step) for step in periodic_rights.DOES},
        "open_steps": {step.value for step, after in periodic_rights.FOLLOWS.items() if card.step in after},
        "has_paper": any(each.step is Step.SIGNED for each in card.steps),
    }


_PARTS_LEFT = ("received_online", "received_otherwise", "carried_over", "transferred_in")
_SUMS = (*LEFT, "settled", "still_open")
_PARTS_RIGHT = tuple(column.key for column in COLUMNS if column.key not in (*_PARTS_LEFT, *_SUMS))


def _refusal(actor: Actor, card: ReportCard, step: Step) -> Refusal | None:
    return periodic_rights.may_do(
        actor, step, own=own_for(actor, card, step), body=card.body, prepared_by=card.prepared_by
    )


def _head(card: ReportCard) -> dict[str, Any]:
    return {
        "card": card,
        "title": KIND_TITLES[card.kind],
        "status": STEP_WORDS[card.step],
        "tone": STEP_TONES[card.step],
    }


def _line(
    card: ReportCard, numbers: Mapping[str, int], *, field: str = "", unit: int | str = ""
) -> list[Cell]:
    return [_cell(card, column, number(numbers, column), field=field, unit=unit) for column in SHOWN]


def _cell(card: ReportCard, column: Column, value: int, *, field: str = "", unit: int | str = "") -> Cell:
    asked = {"cot": column.key, "linh-vuc": field, "don-vi": unit}
    query = urlencode({key: told for key, told in asked.items() if told})
    return Cell(
        COLUMN_WORDS[column.key], value, f"{reverse('reporting_periodic_rows', args=[card.id])}?{query}"
    )


def _units_of(card: ReportCard, unit: str) -> frozenset[int]:
    """The chains that count under a unit of the report."""
    known = [each["unit"] for each in card.content.get("units", ()) if str(each["unit"]) == unit]
    return frozenset(organisation.units_behind(known))


def _headings() -> Sequence[str]:
    return (_("Mã hồ sơ"), _("Cột"), _("Lĩnh vực"), _("Thủ tục"), _("Kênh"), _("Thời điểm"), _("Mắt xích"))


def _cells(row: RecordedRow) -> Sequence[str]:
    when = clock.local(row.at).isoformat(timespec="seconds")
    return (row.number, row.figure, row.field, row.procedure, row.channel.value, when, str(row.link))
