"""The business administrator's calendar: what is in force, one more day with its source, or a whole file.

The calendar itself is `haicap.platform`'s; here stands only who may change which place: a commune its own days,
the province everything.
"""

import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from haicap.kernel import clock
from haicap.kernel.text import clean
from haicap.kernel.worktime import CalendarDay, Certainty, DayKind
from haicap.organisation.contract import Role
from haicap.organisation.domain.policies import PROVINCIAL_KINDS
from haicap.organisation.selectors import agencies
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.platform import calendar_file, calendars
from haicap.ui.http import fragment
from haicap.ui.screens import tried

KIND_WORDS: dict[DayKind, str | Promise] = {
    DayKind.HOLIDAY: _("Nghỉ lễ, Tết"),
    DayKind.COMPENSATORY: _("Nghỉ bù"),
    DayKind.SWAPPED_OFF: _("Nghỉ hoán đổi"),
    DayKind.SWAPPED_WORK: _("Làm bù"),
    DayKind.EMERGENCY_CLOSURE: _("Đóng cửa khẩn cấp"),
}
MOST_BYTES = 1_000_000


class DayForm(forms.Form):
    """One day."""

    on = forms.DateField(label=_("Ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[(kind.value, words) for kind, words in KIND_WORDS.items()]
    )
    name = forms.CharField(label=_("Tên"), max_length=200)
    source = forms.CharField(label=_("Căn cứ (số văn bản)"), max_length=300)


class FileForm(forms.Form):
    """A file of days."""

    file = forms.FileField(
        label=_("Tệp CSV"), help_text=_("Các cột: date, kind, name, source, certainty, province, unit.")
    )


@require_GET
@official_required(Role.BUSINESS_ADMIN)
def listing(request: OfficialRequest) -> HttpResponse:
    """The days in force of one year (`nam`), the nation's and those of the actor's province."""
    return _page(request)


@require_POST
@official_required(Role.BUSINESS_ADMIN)
def add(request: OfficialRequest) -> HttpResponse:
    """Declare one day for the own commune or, from the province, for the whole of it."""
    form = DayForm(request.POST)

    def act() -> object:
        data = form.cleaned_data
        day = CalendarDay(
            on=data["on"],
            kind=DayKind(data["kind"]),
            name=clean(data["name"]),
            source=clean(data["source"]),
            certainty=Certainty.DECLARED,
            province_code=request.actor.province_code,
            unit_code=""
            if _from_the_province(request)
            else agencies.agency(request.actor.agency_id).unit_code,
        )
        return calendars.declare([day], note=_note(request))

    if not tried(form, act):
        return _page(request, day_form=form)
    messages.success(request, __("Đã lưu."))
    return redirect("organisation_calendar")


@require_POST
@official_required(Role.BUSINESS_ADMIN)
def load(request: OfficialRequest) -> HttpResponse:
    """Replace the years and places a file speaks of; a wrong row is named by line and column, nothing is loaded."""
    form = FileForm(request.POST, request.FILES)
    if not _from_the_province(request):
        form.add_error(None, __("Chỉ quản trị nghiệp vụ của tỉnh được nạp tệp lịch."))
    elif form.is_valid():
        _load(request, form)
    if form.errors:
        return _page(request, file_form=form)
    messages.success(request, __("Đã lưu."))
    return redirect("organisation_calendar")


def _load(request: OfficialRequest, form: FileForm) -> None:
    upload = form.cleaned_data["file"]
    if upload.size > MOST_BYTES:
        form.add_error("file", __("Tệp quá lớn."))
        return
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        form.add_error("file", __("Tệp phải là văn bản UTF-8."))
        return
    found = calendar_file.read(io.StringIO(text, newline=""))
    for reject in found.rejects:
        words = __("Dòng {line}, cột {column}: {words}")
        form.add_error("file", words.format(line=reject.line, column=reject.column, words=reject.words))
    if not found.rejects:
        tried(form, lambda: calendars.load(found.days, origin=upload.name, note=_note(request)))


def _from_the_province(request: OfficialRequest) -> bool:
    return agencies.agency(request.actor.agency_id).kind in PROVINCIAL_KINDS


def _note(request: OfficialRequest) -> str:
    return f"{request.actor.person_name}, {request.actor.post_title}"


def _page(
    request: OfficialRequest, *, day_form: DayForm | None = None, file_form: FileForm | None = None
) -> HttpResponse:
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len("2026") else clock.today().year
    mine = {"", request.actor.province_code}
    days = [
        (day, KIND_WORDS[day.kind])
        for day in calendars.read(calendars.latest_version()).days
        if day.on.year == year and day.province_code in mine
    ]
    context: dict[str, Any] = {
        "days": sorted(days, key=lambda each: (each[0].on, each[0].breadth)),
        "year": year,
        "latest": calendars.latest(),
        "years": range(2024, clock.today().year + 3),
        "day_form": day_form or DayForm(),
        "file_form": (file_form or FileForm()) if _from_the_province(request) else None,
        "problem": file_form or day_form,
    }
    return fragment(request, "organisation/calendar.html", context, status=422 if context["problem"] else 200)
