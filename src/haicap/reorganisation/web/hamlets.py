"""Hamlets of a commune: the list of a day, and changes by those who may.

This stands here and not with the map: the map is below the apparatus and knows no roles.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from haicap.kernel import clock, messages
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.contract import Role
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation.domain import hamlet_rights
from haicap.reorganisation.services import hamlets as services
from haicap.reorganisation.web.hamlet_forms import ActForm, HamletsForm
from haicap.territory import api as territory
from haicap.territory.contract import HamletCard, HamletId, Reject, UnitCard
from haicap.ui import tables
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried

Verb = Callable[[OfficialRequest, UnitCard, HamletsForm], object]


@require_safe
@official_required()
def own(request: OfficialRequest) -> HttpResponse:
    """The commune of whoever asks; for others the work queue, from which every commune is reached."""
    card = territory.state_on(request.actor.unit_id, clock.today())
    if card is None or card.is_province:
        return redirect("reorganisation_divided")
    return redirect("reorganisation_hamlets", card.code)


@require_http_methods(["GET", "POST"])
@official_required()
def listing(request: OfficialRequest, code: str) -> HttpResponse:
    """GET: the hamlets of the commune today. POST `step`: add, rename, merge, divide, move, retire."""
    try:
        commune = commune_of(request, code)
    except RefusalError as refused:
        return refusal(request, refused)
    cards = territory.hamlets_of(code, clock.today())
    form = HamletsForm(request.POST or None, cards=cards, others=_others(request, commune))
    verb = VERBS.get(request.POST.get("step", ""))
    if request.method == "POST" and verb is None:
        form.add_error(None, _("Chưa chọn việc cần làm."))
    if verb is not None and tried(
        form,
        lambda: services.change(
            actor=request.actor, commune=commune, act=lambda: verb(request, commune, form)
        ),
    ):
        notices.success(request, _("Đã lưu."))
        return redirect("reorganisation_hamlets", code)
    return _page(request, commune, cards, form)


@require_http_methods(["GET", "POST"])
@official_required(Role.CHAIR, Role.BUSINESS_ADMIN)
def upload(request: OfficialRequest, code: str) -> HttpResponse:
    """A list as CSV or XLSX (columns name, kind): whole, or every wrong row named and nothing written."""
    form = UploadForm(request.POST or None, request.FILES or None)
    rejects: tuple[Reject, ...] = ()
    try:
        commune = commune_of(request, code)
        if request.method == "POST" and form.is_valid():
            done = services.change(
                actor=request.actor, commune=commune, act=lambda: _take(request, commune, form)
            )
            rejects = done.rejects
            if not rejects:
                words = _("Đã đọc %(read)d dòng: %(written)d mới, %(unchanged)d đã có.")
                facts = {"read": done.read, "written": done.written, "unchanged": done.unchanged}
                notices.success(request, words % facts)
                return redirect("reorganisation_hamlets", code)
    except RefusalError as refused:
        if "file" not in {each.field for each in refused.refusals}:
            return refusal(request, refused)
        form.add_error("file", messages.words(refused.refusal))
    context = {"commune": territory.require_unit(code, clock.today()), "form": form, "rejects": rejects}
    return fragment(
        request, "reorganisation/hamlet_upload.html", context, status=422 if rejects or form.errors else 200
    )


class UploadForm(ActForm):
    """The list and the paper behind it."""

    file = forms.FileField(label=_("Tệp CSV hoặc XLSX"))
    field_order = ("file",)


def _take(request: OfficialRequest, commune: UnitCard, form: UploadForm) -> Any:
    head, *rows = tables.read(form.cleaned_data["file"].read()) or [[]]
    names = [cell.strip().lower() for cell in head]
    if "name" not in names:
        raise refuse("reorganisation.column_missing", field="file", column="name")
    told = [dict(zip(names, row, strict=False)) | {"commune": commune.code} for row in rows]
    return territory.import_hamlets(told, form.act(request.actor), at=clock.now())


def commune_of(request: OfficialRequest, code: str) -> UnitCard:
    """The commune of today, of the actor's province. Refused: `territory.unknown_unit`."""
    card = territory.require_unit(code, clock.today())
    if card.province_code not in request.actor.provinces or card.is_province:
        raise refuse("territory.unknown_unit", unit=code, day=clock.today())
    return card


def _page(
    request: OfficialRequest, commune: UnitCard, cards: tuple[HamletCard, ...], form: HamletsForm
) -> HttpResponse:
    context = {
        "commune": commune,
        "cards": territory.with_figures(cards, clock.today()),
        "former": territory.former_hamlets(commune.code, clock.today()),
        "form": form,
        "why_not": hamlet_rights.may_keep(request.actor, services.seat(request.actor), commune),
    }
    return fragment(request, "reorganisation/hamlets.html", context, status=422 if form.errors else 200)


def _add(request: OfficialRequest, commune: UnitCard, form: HamletsForm) -> object:
    names = form.cleaned_data["names"]
    return territory.list_hamlets(commune.code, names, form.act(request.actor), at=clock.now())


def _rename(request: OfficialRequest, _commune: UnitCard, form: HamletsForm) -> object:
    chosen, names = _chosen(form), form.cleaned_data["names"]
    if len(chosen) != len(names):
        raise refuse("reorganisation.names_count", field="names", chosen=len(chosen), names=len(names))
    renamed = dict(zip(chosen, names, strict=True))
    return territory.rename_hamlets(renamed, form.act(request.actor), at=clock.now())


def _merge(request: OfficialRequest, _commune: UnitCard, form: HamletsForm) -> object:
    (name,) = _names(form, 1)
    return territory.merge_hamlets(_chosen(form), name, form.act(request.actor), at=clock.now())


def _divide(request: OfficialRequest, _commune: UnitCard, form: HamletsForm) -> object:
    chosen = _chosen(form)
    if len(chosen) != 1:
        raise refuse("reorganisation.names_count", field="hamlets", chosen=len(chosen), names=1)
    return territory.divide_hamlet(
        chosen[0], form.cleaned_data["names"], form.act(request.actor), at=clock.now()
    )


def _move(request: OfficialRequest, commune: UnitCard, form: HamletsForm) -> object:
    target = territory.require_unit(form.cleaned_data.get("to", ""), clock.today(), field="to")
    chosen, act = _chosen(form), form.act(request.actor)
    return services.move(
        actor=request.actor,
        commune=commune,
        target=target,
        act=lambda: territory.move_hamlets(chosen, target.code, act, at=clock.now()),
    )


def _retire(request: OfficialRequest, _commune: UnitCard, form: HamletsForm) -> None:
    territory.retire_hamlets(_chosen(form), form.act(request.actor), at=clock.now())


def _others(request: OfficialRequest, commune: UnitCard) -> list[UnitCard]:
    """Where this officer may move hamlets of the commune to."""
    if hamlet_rights.may_move(request.actor, services.seat(request.actor), commune, commune):
        return []
    communes = territory.communes_of(commune.province_code, clock.today())
    return [unit for unit in communes if unit.unit_id != commune.unit_id]


def _names(form: HamletsForm, count: int) -> list[Any]:
    names: list[Any] = form.cleaned_data["names"]
    if len(names) != count:
        raise refuse("reorganisation.names_count", field="names", chosen=count, names=len(names))
    return names


def _chosen(form: HamletsForm) -> list[HamletId]:
    return [HamletId(one) for one in form.cleaned_data["hamlets"]]


VERBS: dict[str, Verb] = {
    "add": _add,
    "rename": _rename,
    "merge": _merge,
    "divide": _divide,
    "move": _move,
    "retire": _retire,
}
