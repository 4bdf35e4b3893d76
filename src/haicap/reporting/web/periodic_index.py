"""Exactly what a number of a frozen index counts: dossiers, or procedures."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from haicap.dossiers.contract import QualityRow
from haicap.kernel.errors import RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting.domain.periodic_rights import READERS
from haicap.reporting.selectors.index_frozen import behind_index
from haicap.reporting.vocabulary import INDEX_WORDS
from haicap.reporting.web.periodic_report import head_of
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import PAGE_SIZE, page_number
from haicap.ui.sheets import Sheet, download

LONGEST = 5  # digits of a line


@official_required(*READERS)
@require_safe
def behind(request: OfficialRequest, report_id: UUID) -> HttpResponse:
    """The rows of `?muc=` (a list of the index) of line `?dong=`; `?tep=` as a file."""
    line, name = request.GET.get("dong", "0"), request.GET.get("muc", "")
    place = int(line) if line.isdecimal() and len(line) <= LONGEST else -1
    try:
        card, of, rows = behind_index(actor=request.actor, report_id=report_id, line=place, name=name)
    except RefusalError as refused:
        return refusal(request, refused)
    if request.GET.get("tep") in set(Sheet):
        cells = [[row.number if isinstance(row, QualityRow) else row] for row in rows]
        return download([[_("Mã")], *cells], Sheet(request.GET["tep"]), "chi-so-766")
    page = page_number(request)
    start = (page - 1) * PAGE_SIZE
    shown: list[tuple[Any, str]] = [
        (row.dossier, row.number) if isinstance(row, QualityRow) else (None, row)
        for row in rows[start : start + PAGE_SIZE]
    ]
    context = {
        **head_of(card),
        "words": INDEX_WORDS[name],
        "of": of,
        "rows": shown,
        "total": len(rows),
        "page": page,
        "size": PAGE_SIZE,
    }
    return fragment(request, "reporting/periodic/index_rows.html", context)
