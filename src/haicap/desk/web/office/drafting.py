"""Writing the result: filled from the dossier, saved as one types, the page beside it as it will print (J20)."""

from http import HTTPStatus
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from haicap.desk import results
from haicap.desk.papers import record_of
from haicap.desk.web.counter.receipts import pdf
from haicap.desk.web.office.dossier import safe_list
from haicap.documents import api as documents
from haicap.documents.contract import DecisionText
from haicap.dossiers import api as dossiers
from haicap.dossiers.contract import DossierFile, DossierId
from haicap.kernel import clock, messages
from haicap.kernel.errors import RefusalError
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.procedures import api as procedures
from haicap.ui.context import is_swap
from haicap.ui.http import fragment, refusal, status_of


def _line(label: object) -> forms.CharField:
    return forms.CharField(label=label, required=False)  # type: ignore[arg-type]


def _lines(label: object, rows: int, hint: object = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, widget=widget, help_text=hint)  # type: ignore[arg-type]


class DraftForm(forms.Form):
    """The parts of a decision; none is required: a draft may be as unfinished as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = _line(gettext_lazy("Tên loại văn bản"))
    abstract = _line(gettext_lazy("Trích yếu"))
    grounds = _lines(gettext_lazy("Căn cứ"), 3, gettext_lazy("Mỗi dòng một căn cứ."))
    body = _lines(gettext_lazy("Nội dung"), 12, gettext_lazy("Mỗi dòng một đoạn."))
    recipients = _lines(gettext_lazy("Nơi nhận văn bản"), 3)
    signer_post = _line(gettext_lazy("Chức vụ người ký"))
    signer_name = _line(gettext_lazy("Họ tên người ký"))

    def text(self) -> DecisionText:
        """What was typed; needs a valid form."""
        return DecisionText(**{name: words for name, words in self.cleaned_data.items() if name != "version"})


class _View(Protocol):
    def __call__(self, request: OfficialRequest, opened: DossierFile) -> HttpResponse: ...


def _of_drafter(view: _View) -> Any:
    """Only for whoever may write the result of the dossier at hand."""

    def opening(request: OfficialRequest, dossier_id: UUID) -> HttpResponse:
        try:
            opened = dossiers.open_file(actor=request.actor, dossier_id=DossierId(dossier_id))
        except RefusalError as refused:
            return refusal(request, refused)
        if not results.may_draft(opened):
            raise Http404
        return view(request, opened)

    return opening


@official_required()
@require_http_methods(["GET", "HEAD", "POST"])
@_of_drafter
def draft(request: OfficialRequest, opened: DossierFile) -> HttpResponse:
    """GET: the draft, `?mau=` begins anew from a template. POST: save, and show the preview anew."""
    if request.method == "POST":
        return _save(request, opened)
    begun = results.beginning(opened, template=request.GET.get("mau", ""), at=clock.now())
    values = {name: getattr(begun.text, name) for name in DecisionText.__dataclass_fields__}
    return _page(request, opened, DraftForm(initial={**values, "version": begun.version}))


@official_required()
@require_safe
@_of_drafter
def look(request: OfficialRequest, opened: DossierFile) -> HttpResponse:
    """The first page as it will print, as a picture."""
    page = documents.picture_decision(_printed(request, opened))[0]
    return HttpResponse(page, content_type="image/png", headers={"Cache-Control": "no-store"})


@official_required()
@require_safe
@_of_drafter
def printing(request: OfficialRequest, opened: DossierFile) -> HttpResponse:
    """The whole draft as PDF."""
    rendered = documents.render_decision(_printed(request, opened))
    return pdf(rendered.pdf, f"du-thao-{opened.card.number}.pdf")


def _printed(request: OfficialRequest, opened: DossierFile) -> Any:
    at = clock.now()
    text = results.beginning(opened, template=request.GET.get("mau", ""), at=at).text
    return results.printed(opened, text, at=at)


def _save(request: OfficialRequest, opened: DossierFile) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        documents.save_draft(
            actor=request.actor,
            record=record_of(opened.card.id, opened.card.number),
            text=form.text(),
            seen=form.cleaned_data["version"] or 0,
            at=clock.now(),
        )
    except RefusalError as refused:
        return _refused(request, opened, refused)
    if is_swap(request):
        return fragment(request, "desk/office/_draft_preview.html", _preview(opened))
    back = safe_list(request, request.POST.get("tu", ""))
    if request.POST.get("then") == "leave":
        notices.success(request, _("Đã lưu dự thảo; dự thảo đi cùng khi xong bước này."))
        return redirect(f"{reverse('office:dossier', args=[opened.card.id])}?{urlencode({'tu': back})}")
    notices.success(request, _("Đã lưu dự thảo."))
    return redirect(f"{reverse('office:draft', args=[opened.card.id])}?{urlencode({'tu': back})}")


def _refused(request: OfficialRequest, opened: DossierFile, refused: RefusalError) -> HttpResponse:
    """What was typed stays; saved again, it takes the place of the other's."""
    now = results.draft_of(opened)
    again = DraftForm({**request.POST.dict(), "version": now.version if now else 0})
    for each in refused.refusals:
        again.add_error(each.field, messages.words(each))
    return _page(request, opened, again, status=status_of(refused.refusal))


def _page(
    request: OfficialRequest, opened: DossierFile, form: DraftForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    context = {
        "card": opened.card,
        "procedure": procedures.version(opened.card.procedure_version),
        "form": form,
        "templates": [(key, text.title) for key, text in results.TEMPLATES.items()],
        "back": safe_list(request, asked.get("tu", "")),
        **_preview(opened, request.GET.get("mau", "")),
    }
    return fragment(request, "desk/office/draft.html", context, status=status)


def _preview(opened: DossierFile, template: str = "") -> dict[str, Any]:
    kept = results.draft_of(opened)
    return {
        "card": opened.card,
        "kept": kept,
        "query": urlencode(
            {"mau": template} if template in results.TEMPLATES else {"ban": kept.version if kept else 0}
        ),
    }
