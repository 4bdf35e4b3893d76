"""The counter's other papers: control slip (form 06) of a dossier, log book (form 07) of the centre."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from haicap.desk import papers
from haicap.desk.web.counter.accepted import COUNTER
from haicap.desk.web.counter.receipts import pdf, tracking_of
from haicap.documents import api as documents
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierId, Period
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.ui.http import refusal

_YEARS = range(2000, 2101)


@official_required(*COUNTER)
@require_safe
def control_slip(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Form 06 as it stands now."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    slip = papers.control_slip(opened, tracking=tracking_of(request, opened))
    return pdf(documents.render_control_slip(slip).pdf, f"phieu-kiem-soat-{opened.card.number}.pdf")


@official_required(*COUNTER)
@require_safe
def log_book(request: OfficialRequest) -> HttpResponse:
    """Form 07 of `?nam=` (this year if unsaid), narrowed by `?tu=` and `?den=` to days of that year."""
    period = _period(request.GET.get("nam", ""), request.GET.get("tu", ""), request.GET.get("den", ""))
    book = papers.log_book(actor=request.actor, period=period, at=clock.now())
    name = f"so-theo-doi-{period.start:%Y%m%d}-{period.end:%Y%m%d}.pdf"
    return pdf(documents.render_log_book(book).pdf, name)


def _period(year: str, since: str, until: str) -> Period:
    """The days asked for; what cannot be read is taken as not said, and no book reaches over a new year."""
    first, last = _day(since), _day(until)
    number = int(year) if year.isdecimal() and len(year) == 4 else 0  # noqa: PLR2004 - digits of a year
    if number not in _YEARS:
        number = (first or last or clock.today()).year
    start, end = date(number, 1, 1), date(number, 12, 31)
    start = max(start, first) if first and first <= end else start
    end = min(end, last) if last and last >= start else end
    return Period(start, end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
