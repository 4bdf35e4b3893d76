"""Declared figures on screen: what was printed, reported or typed, beside what our dossiers come to."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from haicap.desk.web.office import filters
from haicap.desk.web.office.described import span
from haicap.dossiers.contract import ListFilter, Period
from haicap.kernel import clock
from haicap.kernel import messages as sentences
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import PROVINCE_WIDE_ROLES, Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reporting import api as reporting
from haicap.reporting.contract import Compared, Qualifier, Relation, Stated, StatedPeriod, Statement
from haicap.territory import api as territory
from haicap.territory.contract import UnitCard
from haicap.ui.http import fragment, refusal

READERS = (Role.CHAIR, Role.CENTRE_DIRECTOR, Role.DIVISION_HEAD, *PROVINCE_WIDE_ROLES)
LARGEST_FILE = 2_000_000

NAMES = {
    "received": gettext_lazy("Hồ sơ tiếp nhận"),
    "carried_over": gettext_lazy("Hồ sơ kỳ trước chuyển sang"),
    "settled": gettext_lazy("Hồ sơ đã giải quyết"),
    "settled_early": gettext_lazy("Hồ sơ giải quyết trước hạn"),
    "settled_on_time": gettext_lazy("Hồ sơ giải quyết đúng hạn"),
    "settled_overdue": gettext_lazy("Hồ sơ giải quyết quá hạn"),
    "in_process": gettext_lazy("Hồ sơ đang giải quyết"),
    "in_process_overdue": gettext_lazy("Hồ sơ đang giải quyết đã quá hạn"),
    "awaiting_applicant": gettext_lazy("Hồ sơ chờ công dân"),
    "returned_or_stopped": gettext_lazy("Hồ sơ trả lại, từ chối, dừng hoặc rút"),
}
QUALIFIERS = {
    Qualifier.EXACT: pgettext_lazy("qualifier", "đúng số này"),
    Qualifier.MORE_THAN: pgettext_lazy("qualifier", "hơn"),
    Qualifier.NEARLY: pgettext_lazy("qualifier", "gần"),
}


def _day(label: object) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class _NumberForm(forms.Form):
    """A number with its reservation, and why."""

    qualifier = forms.ChoiceField(
        label=gettext_lazy("Nguồn nói"), choices=[(key.value, word) for key, word in QUALIFIERS.items()]
    )
    value = forms.DecimalField(label=gettext_lazy("Số công bố"), min_value=0, max_digits=12, decimal_places=0)
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Bắt buộc khi số công bố khác số đếm từ hồ sơ, và khi sửa."),
    )


class DeclareForm(_NumberForm):
    """A figure typed by hand."""

    measure = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu"), choices=list(NAMES.items()))
    start = _day(gettext_lazy("Từ ngày"))
    end = _day(gettext_lazy("Đến ngày"))
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=300,
        help_text=gettext_lazy("Tên báo cáo, số văn bản, tờ báo và ngày."),
    )
    field_order = ("measure", "start", "end", "qualifier", "value", "source", "reason")


class PaperForm(forms.Form):
    """A file of declared figures."""

    file = forms.FileField(
        label=gettext_lazy("Tệp số liệu"), help_text=gettext_lazy("JSON theo mẫu, tối đa 2 MB.")
    )


class CorrectForm(_NumberForm):
    """Another number for a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A stated figure with the list of our count."""

    stated: Stated
    query: str


@dataclass(frozen=True, slots=True)
class Block:
    """One period of a unit."""

    told: StatedPeriod
    span: str
    rows: tuple[Row, ...]


@official_required(*READERS)
@require_safe
def show(request: OfficialRequest) -> HttpResponse:
    """What was declared of one's own unit, or of that of `?don-vi=` for whoever sees the province."""
    try:
        return _page(request, _unit(request))
    except RefusalError as refused:
        return refusal(request, refused)


@official_required(*READERS)
@require_POST
def add(request: OfficialRequest) -> HttpResponse:
    """Write a typed figure down."""
    form = DeclareForm(request.POST)
    try:
        unit = _unit(request)
        if not form.is_valid():
            return _page(request, unit, form=form)
        said, told = _said(unit, form), form.cleaned_data["measure"]
        reporting.declare(actor=request.actor, said=said, words=_words(told), at=clock.now())
    except RefusalError as refused:
        return _page(request, unit, form=form) if _put(form, refused) else refusal(request, refused)
    messages.success(request, _("Đã ghi."))
    return redirect(_home(unit))


@official_required(*READERS)
@require_POST
def hand_in(request: OfficialRequest) -> HttpResponse:
    """Keep a file of declared figures."""
    form = PaperForm(request.POST, request.FILES)
    try:
        unit = _unit(request)
        if not form.is_valid():
            return _page(request, unit, paper_form=form)
        file = form.cleaned_data["file"]
        text = file.read(LARGEST_FILE + 1).decode("utf-8-sig", "replace")
        paper = reporting.hand_in(actor=request.actor, name=file.name, text=text, at=clock.now())
    except RefusalError as refused:
        if refused.refusal.code.startswith("declared.") and refused.refusal.code not in _FORBIDDEN:
            form.add_error("file", sentences.words(refused.refusal))
            return _page(request, unit, paper_form=form)
        return refusal(request, refused)
    messages.success(request, _("Đã giữ tệp."))
    return redirect("office:declared_paper", paper)


@official_required(*READERS)
@require_safe
def paper(request: OfficialRequest, paper_id: UUID) -> HttpResponse:
    """A file handed in: all its relations computed, all its remarks."""
    try:
        told, relations, remarks = reporting.paper_tested(request.actor, paper_id)
    except RefusalError as refused:
        return refusal(request, refused)
    context = {"paper": told, "relations": relations, "remarks": remarks, "failed": _failed(relations)}
    return fragment(request, "desk/office/declared_paper.html", context)


@official_required(*READERS)
@require_http_methods(["GET", "POST"])
def correct(request: OfficialRequest, row: int) -> HttpResponse:
    """Another number beside a row, with its reason; the row stays."""
    form = CorrectForm(request.POST if request.method == "POST" else None)
    try:
        unit = _unit(request)
        stands = _standing(request, unit, row)
        if request.method == "POST" and form.is_valid():
            reporting.correct(
                actor=request.actor,
                row=row,
                value=form.cleaned_data["value"],
                qualifier=Qualifier(form.cleaned_data["qualifier"]),
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            )
            messages.success(request, _("Đã ghi số mới; số cũ vẫn được giữ."))
            return redirect(_home(unit))
    except RefusalError as refused:
        if not _put(form, refused):
            return refusal(request, refused)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "row": stands, "unit": unit}
    return fragment(request, "desk/office/declared_correct.html", context, status=status)


_FORBIDDEN = frozenset({"declared.not_a_leader", "declared.other_unit"})


def _page(
    request: OfficialRequest,
    unit: UnitCard,
    *,
    form: DeclareForm | None = None,
    paper_form: PaperForm | None = None,
) -> HttpResponse:
    now = clock.now()
    told = reporting.stated(actor=request.actor, unit=unit, now=now)
    wrong = bool((form and form.errors) or (paper_form and paper_form.errors))
    context = {
        "unit": unit,
        "units": territory.communes_of(request.actor.province_code, clock.today())
        if request.actor.whole_province
        else (),
        "blocks": [_block(unit, each) for each in told],
        "shipped": _shipped(request, unit),
        "papers": reporting.papers(request.actor),
        "form": form or DeclareForm(),
        "paper_form": paper_form or PaperForm(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return fragment(request, "desk/office/declared.html", context, status=status)


def _unit(request: OfficialRequest) -> UnitCard:
    """One's own unit, or for whoever sees the province the one of `?don-vi=`; refuses `territory.unknown_unit`."""
    actor = request.actor
    if not actor.whole_province:
        return territory.last_card(actor.unit_id, clock.today())
    asked = request.GET.get("don-vi") or request.POST.get("unit", "")
    if asked:
        return territory.require_unit(asked, clock.today())
    return territory.communes_of(actor.province_code, clock.today())[0]


def _block(unit: UnitCard, told: StatedPeriod) -> Block:
    rows = tuple(Row(each, _list(unit, each.compared)) for each in told.rows)
    return Block(told, span(told.period), rows)


def _list(unit: UnitCard, compared: Compared) -> str:
    figure = compared.figure
    return filters.address(ListFilter(unit=unit.code, figures=frozenset(figure.counts), period=figure.beside))


def _shipped(request: OfficialRequest, unit: UnitCard) -> dict[str, object] | None:
    """What newspapers printed of the unit, as the package carries it."""
    declaration = reporting.declared(unit.code)
    if declaration is None:
        return None
    rows = reporting.compared(actor=request.actor, declaration=declaration, now=clock.now())
    return {"declaration": declaration, "rows": [(row, _list(unit, row)) for row in rows]}


def _standing(request: OfficialRequest, unit: UnitCard, row: int) -> Stated:
    """The row that stands now; refuses `declared.unknown_row`."""
    for period in reporting.stated(actor=request.actor, unit=unit, now=clock.now()):
        for each in period.rows:
            if each.id == row:
                return each
    raise refuse("declared.unknown_row")


def _said(unit: UnitCard, form: DeclareForm) -> Statement:
    told = form.cleaned_data
    return Statement(
        unit=unit.code,
        period=Period(told["start"], told["end"]),
        measure=told["measure"],
        value=told["value"],
        qualifier=Qualifier(told["qualifier"]),
        source=told["source"],
        reason=told["reason"],
    )


def _words(measure: str) -> dict[str, str]:
    """The name of a measure in both languages, for what is kept."""
    words = {}
    for language in ("vi", "en"):
        with override(language):
            words[language] = str(NAMES[measure])
    return words


def _put(form: forms.Form, refused: RefusalError) -> bool:
    """Say a refusal beside its field; False where it has none here."""
    name = refused.refusal.field
    if name not in form.fields:
        return False
    form.add_error(name, sentences.words(refused.refusal))
    return True


def _failed(relations: tuple[Relation, ...]) -> int:
    return sum(each.holds is False for each in relations)


def _home(unit: UnitCard) -> str:
    return f"{reverse('office:declared')}?don-vi={unit.code}"
