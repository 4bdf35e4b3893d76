"""A periodic report to take away: the sealed PDF, the table as CSV or XLSX, all of it as JSON."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.documents import api as documents
from haicap.dossiers.api import CAUSE_WORDS
from haicap.kernel.errors import RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.contract import ReportCard
from haicap.reporting.domain.columns import COLUMNS
from haicap.reporting.domain.periodic_rights import READERS
from haicap.reporting.selectors import periodic_reading
from haicap.reporting.vocabulary import COLUMN_WORDS
from haicap.ui.http import refusal
from haicap.ui.sheets import Sheet, download


@official_required(*READERS)
@require_safe
def paper(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """The sealed PDF/A: the same bytes for ever."""
    try:
        card = periodic_reading.open_report(actor=request.actor, report_id=report_id)
        file, content = periodic_reading.paper_of(card)
    except RefusalError as refused:
        return refusal(request, refused)
    return documents.response(file, content)


@official_required(*READERS)
@require_safe
def document(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """What was frozen, with its hashes and what was done with it."""
    try:
        card = periodic_reading.open_report(actor=request.actor, report_id=report_id)
    except RefusalError as refused:
        return refusal(request, refused)
    told = {
        "id": str(card.id),
        "sha256": card.sha256,
        "content": card.content,
        "steps": [
            {"step": each.step.value, "at": each.at.isoformat(), "who": each.who, "note": each.note}
            for each in card.steps
        ],
    }
    return JsonResponse(
        told,
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="{_name(card)}.json"'},
    )


@official_required(*READERS)
@require_safe
def sheet(request: OfficialRequest, report_id: UUID, kind: str) -> HttpResponse:
    """The table: fields (units and bodies, too), the total, causes of lateness, and the hash it is known by."""
    try:
        card = periodic_reading.open_report(actor=request.actor, report_id=report_id)
    except RefusalError as refused:
        return refusal(request, refused)
    return download(_table(card), Sheet(kind), _name(card))


def _table(card: ReportCard) -> list[list[str]]:
    content = card.content
    by_field = [[_("Lĩnh vực"), each["field"], *_numbers(each)] for each in content["fields"]]
    by_unit = [[_("Đơn vị"), each["name"], *_numbers(each)] for each in content.get("units", ())]
    by_body = [[_("Cơ quan của tỉnh"), each["name"], *_numbers(each)] for each in content.get("bodies", ())]
    causes = [
        [_("Quá hạn"), f"{each['field']}: {CAUSE_WORDS[cause]}", str(count)]
        for each in content.get("overdue_fields", ())
        for cause, count in each["numbers"].items()
    ]
    return [
        [_("Theo"), _("Tên"), *(str(COLUMN_WORDS[column.key]) for column in COLUMNS)],
        *by_field,
        *by_unit,
        *by_body,
        [_("Tổng số"), "", *_numbers(content)],
        *causes,
        ["SHA-256", card.sha256],
    ]


def _numbers(line: Mapping[str, Any]) -> list[str]:
    return [str(line["numbers"][column.key]) for column in COLUMNS]


def _name(card: ReportCard) -> str:
    return f"bao-cao-{card.kind.value}-{card.period.end:%Y%m%d}"
