"""Readiness on screen: the province's board and its lists, and each unit's own page to fill."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from haicap.documents import api as documents
from haicap.kernel import clock
from haicap.kernel import messages as sentences
from haicap.kernel.errors import RefusalError
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation.domain.readiness import FILLERS, READERS
from haicap.reorganisation.selectors import readiness as reading
from haicap.reorganisation.selectors.items import ItemList, items
from haicap.reorganisation.services import readiness as writing
from haicap.reorganisation.web.readiness_forms import ItemForm, TrialForm
from haicap.reorganisation.web.readiness_rows import Asked, board, listed, sheet, states, unit_page
from haicap.territory.contract import UnitCard
from haicap.ui.http import fragment, refusal
from haicap.ui.sheets import Sheet, download

EVERYBODY = (*FILLERS, *READERS)


@official_required(*EVERYBODY)
@require_safe
def show(request: OfficialRequest) -> HttpResponse:
    """The board for whoever sees the province, else one's own unit's page."""
    try:
        of = reading.units(request.actor, clock.today())
    except RefusalError:
        own = reading.own_unit(request.actor, clock.today())
        return redirect("readiness:unit", own.code)
    return fragment(request, "reorganisation/readiness.html", board(of, clock.today()))


@official_required(*EVERYBODY)
@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    """Exactly the rows behind a number of the board: `?muc=` item, `?trang-thai=` state, `?don-vi=` unit."""
    try:
        asked = Asked.read(request.GET)
        rows = listed(reading.units(request.actor, clock.today()), asked, clock.today())
    except RefusalError as refused:
        return refusal(request, refused)
    context = {
        "rows": rows,
        "asked": asked,
        "states": states(),
        "items": items(ItemList.READINESS, clock.today()),
    }
    return fragment(request, "reorganisation/readiness_list.html", context)


@official_required(*EVERYBODY)
@require_safe
def file(request: OfficialRequest) -> HttpResponse:
    """The same rows as CSV."""
    try:
        asked = Asked.read(request.GET)
        rows = listed(reading.units(request.actor, clock.today()), asked, clock.today())
    except RefusalError as refused:
        return refusal(request, refused)
    return download(sheet(rows, clock.today()), Sheet.CSV, "san-sang")


@official_required(*EVERYBODY)
@require_safe
def unit(request: OfficialRequest, code: str) -> HttpResponse:
    """One unit: its dates, every item with evidence, what lacks, and what was said before."""
    return _page(request, code)


@official_required(*FILLERS)
@require_POST
def say(request: OfficialRequest, code: str, item: str) -> HttpResponse:
    """How far an item is."""
    form = ItemForm(request.POST, request.FILES, prefix=item)
    if not form.is_valid():
        return _page(request, code, wrong={item: form})
    try:
        writing.say(actor=request.actor, unit_code=code, item=item, said=form.said(), at=clock.now())
    except RefusalError as refused:
        if not _put(form, refused):
            return refusal(request, refused)
        return _page(request, code, wrong={item: form})
    messages.success(request, _("Đã lưu."))
    return redirect(f"{reverse('readiness:unit', args=[code])}#{item}")


@official_required(Role.BUSINESS_ADMIN)
@require_POST
def trial(request: OfficialRequest, code: str) -> HttpResponse:
    """When the unit runs in trial and officially."""
    form = TrialForm(request.POST)
    if not form.is_valid():
        return _page(request, code, trial_form=form)
    try:
        writing.set_trial(actor=request.actor, unit_code=code, at=clock.now(), **form.cleaned_data)
    except RefusalError as refused:
        if not _put(form, refused):
            return refusal(request, refused)
        return _page(request, code, trial_form=form)
    messages.success(request, _("Đã lưu."))
    return redirect("readiness:unit", code)


@official_required(*EVERYBODY)
@require_safe
def evidence(request: OfficialRequest, code: str, item: str, file_id: UUID) -> HttpResponse:
    """A file handed in as evidence."""
    try:
        held = reading.evidence(reading.unit(request.actor, code, clock.today()), item, file_id)
        return documents.response(*documents.read(held), inline=True)
    except RefusalError as refused:
        return refusal(request, refused)


def _put(form: ItemForm | TrialForm, refused: RefusalError) -> bool:
    """Refusals at their fields; False where the page itself must not be shown or nothing can be mended."""
    for each in refused.refusals:
        told = sentences.words(each)
        if each.field in form.fields:
            form.add_error(each.field, told)
        elif each.code == "reorganisation.changed_meanwhile":
            form.add_error(None, told)
        else:
            return False
    return True


def _page(
    request: OfficialRequest,
    code: str,
    *,
    wrong: dict[str, ItemForm] | None = None,
    trial_form: TrialForm | None = None,
) -> HttpResponse:
    try:
        card: UnitCard = reading.unit(request.actor, code, clock.today())
    except RefusalError as refused:
        return refusal(request, refused)
    context: dict[str, Any] = unit_page(request.actor, card, clock.today(), wrong or {}, trial_form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong or trial_form else HTTPStatus.OK
    return fragment(request, "reorganisation/readiness_unit.html", context, status=status)
