"""Addresses of a whole list for officials: CSV or XLSX in, the same rows with their answers out; nothing is kept."""

from collections.abc import Iterator, Sequence
from datetime import date

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from haicap.kernel import clock, messages
from haicap.kernel.errors import RefusalError, refuse
from haicap.organisation.web.access import OfficialRequest, official_required
from haicap.territory import api as territory
from haicap.ui import tables
from haicap.ui.http import fragment
from haicap.ui.sheets import Sheet, download

COLUMN = "address"


class AddressListForm(forms.Form):
    """The list, the day, and the kind of file wanted back."""

    file = forms.FileField(
        label=_("Tệp CSV hoặc XLSX"), help_text=_("Dòng đầu ghi tên cột; cột địa chỉ tên là “address”.")
    )
    on = forms.DateField(
        label=_("Theo địa giới ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    kind = forms.ChoiceField(
        label=_("Trả lại dạng"), choices=[(one.value, one.value.upper()) for one in Sheet]
    )


@require_http_methods(["GET", "POST"])
@official_required()
def answer(request: OfficialRequest) -> HttpResponse:
    """GET: the form. POST: the file with its answers, in the order of its rows."""
    form = AddressListForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            rows = list(_answered(tables.read(form.cleaned_data["file"].read()), form.cleaned_data["on"]))
            return download(rows, Sheet(form.cleaned_data["kind"]), "dia-chi")
        except RefusalError as refused:
            form.add_error("file", messages.words(refused.refusal))
    return fragment(
        request, "reorganisation/address_list.html", {"form": form}, status=422 if form.errors else 200
    )


def _answered(table: Sequence[Sequence[str]], day: date) -> Iterator[list[str]]:
    head = [cell.strip().lower() for cell in table[0]] if table else []
    if COLUMN not in head:
        raise refuse("reorganisation.column_missing", field="file", column=COLUMN)
    place, width = head.index(COLUMN), len(table[0])
    rows = [[*row, *[""] * (width - len(row))] for row in table[1:]]
    yield [
        *table[0],
        __("Chắc chắn"),
        __("Mã"),
        __("Tên"),
        __("Mã tỉnh"),
        __("Vì sao"),
        __("Căn cứ"),
        __("Cần hỏi"),
    ]
    told = territory.resolve_addresses((row[place] for row in rows), day)
    for row, one in zip(rows, told, strict=True):
        many = one.candidates
        yield [
            *row,
            __("có") if one.certain else __("không"),
            "; ".join(each.code for each in many),
            "; ".join(each.name for each in many),
            "; ".join(dict.fromkeys(each.province_code for each in many)),
            " ".join(territory.address_words(each) for each in many),
            "; ".join(dict.fromkeys(each.citation for each in many if each.citation)),
            territory.ask_words(one.ask),
        ]
