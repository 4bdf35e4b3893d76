"""Update campaigns on screen: begin one, take files in, see the differences, decide row by row or in bulk."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation.domain.campaigns import WORKERS, Finding, Subject
from haicap.reorganisation.models import Campaign, CampaignRow
from haicap.reorganisation.selectors import campaigns as reading
from haicap.reorganisation.services import campaigns as writing
from haicap.territory import api as territory
from haicap.ui import tables
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import PAGE_SIZE, page_number, tried

SUBJECTS: dict[Subject, str | Promise] = {
    Subject.POPULATION: _("Dữ liệu dân cư"),
    Subject.HOUSEHOLDS: _("Dữ liệu hộ gia đình"),
    Subject.INSURANCE: _("Dữ liệu bảo hiểm"),
}
FINDINGS: dict[Finding, tuple[str | Promise, str]] = {
    Finding.RIGHT: (_("Đã đúng"), "good"),
    Finding.MATCHED: (_("Khớp một đơn vị"), "good"),
    Finding.SEVERAL: (_("Nhiều khả năng"), "warn"),
    Finding.NOT_FOUND: (_("Không tìm thấy"), "bad"),
}
ACTS: dict[str, str | Promise] = {
    "begun": _("Mở đợt"),
    "taken_in": _("Nạp tệp"),
    "decided": _("Quyết định từng dòng"),
    "confirmed": _("Xác nhận hàng loạt"),
}


class CampaignForm(forms.Form):
    """What is brought up to date, and the day its codes speak of."""

    subject = forms.ChoiceField(
        label=_("Loại dữ liệu"), choices=[(s.value, words) for s, words in SUBJECTS.items()]
    )
    title = forms.CharField(label=_("Tên đợt"), max_length=200)
    source = forms.CharField(label=_("Nguồn dữ liệu"), max_length=300)
    source_on = forms.DateField(
        label=_("Mã đơn vị trong dữ liệu là của ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class TableForm(forms.Form):
    """A file of rows."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"), help_text=_("Các cột: ma, ma_don_vi, dia_chi; tối đa 5.000 dòng.")
    )


class DecisionForm(forms.Form):
    """The unit that rows belong to."""

    rows = forms.MultipleChoiceField(label=_("Dòng"))
    code = forms.CharField(label=_("Mã đơn vị hiện nay"), max_length=5)

    def __init__(self, *words: Any, ids: list[int]) -> None:
        super().__init__(*words)
        self.fields["rows"].choices = [(str(pk), str(pk)) for pk in ids]  # type: ignore[attr-defined]


@official_required(*WORKERS)
@require_http_methods(["GET", "POST"])
def listing(request: OfficialRequest) -> HttpResponse:
    """GET: the campaigns. POST: begin one."""
    form = CampaignForm(request.POST or None)
    begun: list[UUID] = []
    if request.method == "POST" and tried(form, lambda: begun.append(_begin(request, form))):
        return redirect("reorganisation_campaign", begun[0])
    rows = [(one, SUBJECTS[Subject(one.subject)]) for one in reading.campaigns(request.actor)]
    context = {"form": form, "rows": rows}
    return fragment(request, "reorganisation/campaigns.html", context, status=422 if form.errors else 200)


@official_required(*WORKERS)
@require_http_methods(["GET", "POST"])
def show(request: OfficialRequest, campaign_id: UUID) -> HttpResponse:
    """GET: progress per commune and the journal. POST: take a file in."""
    try:
        one = reading.campaign(request.actor, campaign_id)
    except RefusalError as refused:
        return refusal(request, refused)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and tried(form, lambda: _take_in(request, one, form)):
        messages.success(request, __("Đã nạp tệp."))
        return redirect("reorganisation_campaign", one.id)
    context = {
        "campaign": one,
        "subject": SUBJECTS[Subject(one.subject)],
        "form": form if one.unit_id or reading.is_provincial(request.actor) else None,
        "heads": [words for words, _tone in FINDINGS.values()],
        "progress": [
            (each, [(finding, FINDINGS[finding][0], count) for finding, count in each.counts])
            for each in reading.progress(request.actor, one, clock.now())
        ],
        "acts": [(act, ACTS[act.act]) for act in reading.acts(request.actor, one)],
    }
    return fragment(request, "reorganisation/campaign.html", context, status=422 if form.errors else 200)


@official_required(*WORKERS)
@require_http_methods(["GET", "POST"])
def differences(request: OfficialRequest, campaign_id: UUID) -> HttpResponse:
    """GET: the rows behind a number (`?ket-qua=`, `?xa=`). POST: decide the ticked ones."""
    try:
        one = reading.campaign(request.actor, campaign_id)
    except RefusalError as refused:
        return refusal(request, refused)
    asked = reading.rows_of(request.actor, one)
    finding, commune = request.GET.get("ket-qua", ""), request.GET.get("xa", "")
    if finding:
        asked = asked.filter(finding=finding)
    if commune:
        asked = asked.filter(commune_id=int(commune) if commune.isdecimal() and len(commune) < 18 else -1)  # noqa: PLR2004
    total, page = asked.count(), page_number(request)
    rows = list(asked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    form = DecisionForm(request.POST or None, ids=[row.id for row in rows])
    if request.method == "POST" and tried(form, lambda: _decide(request, one, form)):
        messages.success(request, __("Đã lưu."))
        return redirect(request.get_full_path())
    context = {
        "campaign": one,
        "rows": [_row(row) for row in rows],
        "total": total,
        "page": page,
        "size": PAGE_SIZE,
        "form": form,
        "here": request.get_full_path(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return fragment(request, "reorganisation/campaign_rows.html", context, status=status)


@official_required(*WORKERS)
@require_POST
def confirm(request: OfficialRequest, campaign_id: UUID, commune: int) -> HttpResponse:
    """Confirm in bulk what was matched to one commune."""
    try:
        count = writing.confirm_matched(
            actor=request.actor, campaign_id=campaign_id, commune_id=commune, at=clock.now()
        )
    except RefusalError as refused:
        return refusal(request, refused)
    words = ngettext("Đã xác nhận %(count)d dòng.", "Đã xác nhận %(count)d dòng.", count)
    messages.success(request, words % {"count": count})
    return redirect("reorganisation_campaign", campaign_id)


def _begin(request: OfficialRequest, form: CampaignForm) -> UUID:
    data = form.cleaned_data
    return writing.begin(
        actor=request.actor,
        subject=Subject(data["subject"]),
        title=data["title"],
        source=data["source"],
        source_on=data["source_on"],
        at=clock.now(),
    )


def _take_in(request: OfficialRequest, one: Campaign, form: TableForm) -> object:
    upload = form.cleaned_data["file"]
    table = tables.read(upload.read(tables.MAX_BYTES + 1))
    return writing.take_in(
        actor=request.actor, campaign_id=one.id, table=table, note=upload.name, at=clock.now()
    )


def _decide(request: OfficialRequest, one: Campaign, form: DecisionForm) -> int:
    data = form.cleaned_data
    rows = [int(pk) for pk in data["rows"]]
    return writing.decide(
        actor=request.actor, campaign_id=one.id, rows=rows, code=data["code"], at=clock.now()
    )


def _row(row: CampaignRow) -> dict[str, Any]:
    words, tone = FINDINGS[Finding(row.finding)]
    units = [territory.unit_on(code, clock.today()) for code in row.codes]
    return {
        "row": row,
        "words": words,
        "tone": tone,
        "units": [f"{unit.name} ({unit.code})" for unit in units if unit],
        "open": not row.decided and row.finding != Finding.RIGHT,
    }
