"""The frozen rows behind one number of a periodic report, on screen and as a file."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.dossiers.api import CAUSE_WORDS
from haicap.dossiers.contract import RecordedRow
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation import api as organisation
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.contract import ReportCard
from haicap.reporting.domain import periodic_rights
from haicap.reporting.domain.columns import BY_KEY, Column
from haicap.reporting.selectors import periodic_reading
from haicap.reporting.selectors.late import frozen_rows
from haicap.reporting.vocabulary import COLUMN_WORDS, FIGURE_WORDS
from haicap.reporting.web.periodic_report import ASKED_AS, head_of
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import PAGE_SIZE, page_number
from haicap.ui.sheets import Sheet, download


@official_required(*periodic_rights.READERS)
@require_safe
def rows(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """Exactly the frozen rows of one number: `?cot=` column, `?linh-vuc=` field, `?don-vi=` unit, `?co-quan=` body of
    the province, `?nguyen-nhan=` cause; `?tep=` as a file.
    """
    try:
        card = periodic_reading.open_report(actor=request.actor, report_id=report_id)
        column = BY_KEY.get(request.GET.get("cot", "came_in"))
        if column is None:
            raise refuse("reporting.unknown_column", field="cot")
        found, _late = frozen_rows(card)
    except RefusalError as refused:
        return refusal(request, refused)
    asked = {name: request.GET.get(key, "") for name, key in ASKED_AS.items()}
    behind = list(_behind(card, found, column, asked))
    if request.GET.get("tep") in set(Sheet):
        return download([_headings(), *map(_cells, behind)], Sheet(request.GET["tep"]), "dong-bao-cao")
    return fragment(request, "reporting/periodic/rows.html", _page(request, card, column, asked, behind))


def _behind(
    card: ReportCard, found: Sequence[RecordedRow], column: Column, asked: dict[str, str]
) -> Iterator[RecordedRow]:
    units, agencies = _units_of(card, asked["unit"]), _agencies_of(card, asked["body"])
    for row in found:
        if (
            column.counts(row.figure, row.channel)
            and asked["field"] in ("", row.field)
            and asked["cause"] in ("", row.cause)
            and (not asked["unit"] or row.unit_id in units)
            and (not asked["body"] or row.agency in agencies)
        ):
            yield row


def _page(
    request: HttpRequest,
    card: ReportCard,
    column: Column,
    asked: dict[str, str],
    behind: Sequence[RecordedRow],
) -> dict[str, Any]:
    page = page_number(request)
    start = (page - 1) * PAGE_SIZE
    narrowed = [
        _name(card.content.get("units", ()), "unit", asked["unit"]),
        _name(card.content.get("bodies", ()), "body", asked["body"]),
        asked["field"],
        CAUSE_WORDS.get(asked["cause"], ""),
    ]
    return {
        **head_of(card),
        "column": COLUMN_WORDS[column.key],
        "narrowed": [words for words in narrowed if words],
        "rows": [
            (row, FIGURE_WORDS[row.figure], CAUSE_WORDS.get(row.cause, ""))
            for row in behind[start : start + PAGE_SIZE]
        ],
        "total": len(behind),
        "page": page,
        "size": PAGE_SIZE,
    }


def _name(lines: Sequence[dict[str, Any]], key: str, asked: str) -> str:
    return next((each["name"] for each in lines if str(each[key]) == asked), "")


def _units_of(card: ReportCard, unit: str) -> frozenset[int]:
    """The chains that count under a unit of the report; reports of the first format do not name them."""
    for each in card.content.get("units", ()):
        if str(each["unit"]) == unit:
            return frozenset(each.get("chains") or organisation.units_behind([each["unit"]]))
    return frozenset()


def _agencies_of(card: ReportCard, body: str) -> frozenset[int]:
    """The bodies that count under a body of the province's own line."""
    bodies = card.content.get("bodies", ())
    return frozenset(agency for each in bodies if str(each["body"]) == body for agency in each["agencies"])


def _headings() -> Sequence[str]:
    return (
        _("Mã hồ sơ"),
        _("Cột"),
        _("Lĩnh vực"),
        _("Thủ tục"),
        _("Kênh"),
        _("Thời điểm"),
        _("Mắt xích"),
        _("Nguyên nhân quá hạn"),
    )


def _cells(row: RecordedRow) -> Sequence[str]:
    when = clock.local(row.at).isoformat(timespec="seconds")
    cause = str(CAUSE_WORDS.get(row.cause, ""))
    return (
        row.number,
        row.figure,
        row.field,
        row.procedure,
        row.channel.value,
        when,
        str(row.link),
        cause,
    )
