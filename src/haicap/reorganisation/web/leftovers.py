"""Things still bearing old names on screen: progress per unit, the rows behind each number, and each item to fill."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from haicap.kernel import clock
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.reorganisation.domain.leftovers import FILLERS, READERS, SETTLED, Line, Standing
from haicap.reorganisation.selectors import leftovers as reading
from haicap.reorganisation.selectors.items import ItemList
from haicap.reorganisation.selectors.items import item as item_of
from haicap.reorganisation.services import leftovers as writing
from haicap.reorganisation.services.leftovers import Count
from haicap.ui.http import fragment, refusal
from haicap.ui.screens import tried
from haicap.ui.sheets import Sheet, download
from haicap.ui.templatetags.ui import bilingual

EVERYBODY = (*FILLERS, *READERS)
STANDINGS: dict[Standing, tuple[str | Promise, str]] = {
    Standing.UNCOUNTED: (_("Chưa thống kê"), "mute"),
    Standing.OLD: (_("Còn mang tên cũ"), "bad"),
    Standing.UNDER_WAY: (_("Đang thay"), "wait"),
    Standing.CHANGED: (_("Đã thay xong"), "good"),
    Standing.NONE: (_("Không có"), "mute"),
}


class CountForm(forms.Form):
    """How many there are, and how many bear the new name."""

    total = forms.IntegerField(label=_("Tổng số"), min_value=0, max_value=1_000_000)
    changed = forms.IntegerField(label=_("Đã thay"), min_value=0, max_value=1_000_000)
    responsible = forms.CharField(label=_("Người phụ trách"), max_length=200, required=False)
    due_on = forms.DateField(
        label=_("Hạn hoàn thành"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    evidence = forms.CharField(
        label=_("Minh chứng"),
        max_length=500,
        required=False,
        help_text=_("Số biên bản, quyết định, địa chỉ ảnh."),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@official_required(*EVERYBODY)
@require_safe
def board(request: OfficialRequest) -> HttpResponse:
    """Progress of every unit the reader may see, and of all together."""
    lines = reading.lines(request.actor, clock.today())
    by_unit: dict[str, list[Line]] = {}
    for line in lines:
        by_unit.setdefault(line.unit.code, []).append(line)
    context = {
        "total": _progress(lines),
        "units": [(held[0], _progress(held)) for held in by_unit.values()],
        "heads": [STANDINGS[standing][0] for standing in Standing],
    }
    return fragment(request, "reorganisation/leftovers.html", context)


@official_required(*EVERYBODY)
@require_safe
def listing(request: OfficialRequest) -> HttpResponse:
    """Exactly the rows a number counts: `?don-vi=` unit, `?trang-thai=` standing, `?loai=` item."""
    try:
        rows = _asked(request)
    except RefusalError as refused:
        return refusal(request, refused)
    names = {line.unit.name for line in rows} if request.GET.get("don-vi") else set()
    context = {
        "rows": [_row(line) for line in rows],
        "query": request.GET.urlencode(),
        "only": next(iter(names), ""),
    }
    return fragment(request, "reorganisation/leftovers_list.html", context)


@official_required(*EVERYBODY)
@require_safe
def export(request: OfficialRequest) -> HttpResponse:
    """The same rows as CSV."""
    try:
        rows = _asked(request)
    except RefusalError as refused:
        return refusal(request, refused)
    heads = ("Mã đơn vị", "Đơn vị", "Tên cũ", "Loại", "Tổng số", "Đã thay", "Trạng thái")
    more = ("Người phụ trách", "Hạn hoàn thành", "Minh chứng", "Ai ghi", "Còn tên cũ")
    return download([(*heads, *more), *(_cells(line) for line in rows)], Sheet.CSV, "ten-cu")


@official_required(*EVERYBODY)
@require_http_methods(["GET", "POST"])
def item(request: OfficialRequest, code: str, key: str) -> HttpResponse:
    """GET: an item in a unit with its journal. POST: say how far it is."""
    today = clock.today()
    try:
        unit = reading.unit_of(request.actor, code, today)
        one = item_of(ItemList.LEFTOVERS, key, today)
    except RefusalError as refused:
        return refusal(request, refused)
    history = reading.history(unit, key)
    last = history[0] if history else None
    start = {"after": last.no if last else 0}
    if last:
        start |= {
            name: getattr(last, name) for name in ("total", "changed", "responsible", "due_on", "evidence")
        }
    form = CountForm(request.POST or None, initial=start)
    if request.method == "POST" and tried(form, lambda: _tell(request, code, key, form)):
        messages.success(request, __("Đã lưu."))
        return redirect("reorganisation_leftover", code, key)
    context = {
        "unit": unit,
        "old_names": reading.old_names(unit, today),
        "item": one,
        "form": None if one.computed or not request.actor.holds(*FILLERS) else form,
        "history": history,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return fragment(request, "reorganisation/leftover.html", context, status=status)


def _tell(request: OfficialRequest, code: str, key: str, form: CountForm) -> int:
    count = Count(**form.cleaned_data)
    return writing.tell(actor=request.actor, unit_code=code, item=key, count=count, at=clock.now())


def _asked(request: OfficialRequest) -> list[Line]:
    """Refuses `reorganisation.unknown_standing`, `unknown_item`."""
    code, key, word = (request.GET.get(name, "") for name in ("don-vi", "loai", "trang-thai"))
    if key:
        item_of(ItemList.LEFTOVERS, key, clock.today())
    if word and word not in set(Standing):
        raise refuse("reorganisation.unknown_standing", field="trang-thai", value=word[:20])
    return [
        line
        for line in reading.lines(request.actor, clock.today())
        if code in {"", line.unit.code} and key in {"", line.item.key} and word in {"", line.standing}
    ]


def _progress(lines: list[Line]) -> dict[str, Any]:
    """How many items are how far; settled of all, in whole percent rounded down."""
    counts = [
        (standing.value, words, sum(line.standing is standing for line in lines))
        for standing, (words, _tone) in STANDINGS.items()
    ]
    settled = sum(line.standing in SETTLED for line in lines)
    late = sum(line.is_late(clock.today()) for line in lines)
    return {"counts": counts, "percent": settled * 100 // len(lines) if lines else 100, "late": late}


def _row(line: Line) -> dict[str, Any]:
    words, tone = STANDINGS[line.standing]
    return {"line": line, "item": bilingual(line.item, "name"), "words": words, "tone": tone}


def _cells(line: Line) -> tuple[str, ...]:
    told = line.told
    said = (told.responsible, f"{told.due_on or ''}", told.evidence, told.who) if told else ("", "", "", "")
    counts = (str(line.total), str(line.changed), str(STANDINGS[line.standing][0]))
    names = (line.unit.code, line.unit.name, "; ".join(line.old_names), bilingual(line.item, "name"))
    return (*names, *counts, *said, "; ".join(line.rows))
