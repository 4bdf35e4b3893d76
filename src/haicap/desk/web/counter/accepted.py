"""After acceptance: the number, the day, the paper, and what comes next."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from haicap.desk import papers
from haicap.desk.web.counter.receipts import give_out, pdf, tracking_of
from haicap.documents import api as documents
from haicap.documents.contract import PaperSize
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierId
from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.http import fragment, refusal

COUNTER = (Role.RECEIVER, Role.RETURNER, Role.CENTRE_DIRECTOR)


@official_required(*COUNTER)
@require_safe
def show(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Number and day in large letters; print, the next procedure of the same person, a new intake."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        "opened": opened,
        "procedure": procedures.version(opened.card.procedure_version),
        "issued": papers.issued_receipt(opened),
        "note": papers.limit_note(opened),
    }
    return fragment(request, "desk/counter/accepted.html", context)


@official_required(*COUNTER)
@require_POST
def issue(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Give out the receipt of a dossier that has none yet (taken in elsewhere, or the press had failed)."""
    try:
        issued = give_out(request, DossierId(dossier_id), clock.now())
    except RefusalError as refused:
        return refusal(request, refused)
    if issued is None:
        notices.error(request, _("Chưa in được giấy hẹn. Hãy thử lại sau ít phút."))
    return redirect("counter:accepted", dossier_id)


@official_required(*COUNTER)
@require_safe
def receipt(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
    """Form 01 as PDF, shown in the browser; `?kho=A4` draws it on A4. A5 is the very file that was issued."""
    try:
        opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
    except RefusalError as refused:
        return refusal(request, refused)
    issued = papers.issued_receipt(opened)
    size = PaperSize.A4 if request.GET.get("kho") == PaperSize.A4.value else PaperSize.A5
    if issued and size is PaperSize.A5:
        return documents.response(*documents.read(issued.file.id), inline=True)
    drawn = papers.print_receipt(opened, issued, tracking=tracking_of(request, opened), size=size)
    return pdf(drawn.pdf, f"giay-hen-{opened.card.number}.pdf")
