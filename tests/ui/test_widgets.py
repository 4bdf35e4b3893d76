"""Inputs written at once equal those of Django's templates, whatever is typed into them."""

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

from haicap.ui.widgets import Renderer

EVIL = "\"><script>&'Đỗ'"
UNITS = [("", gettext_lazy("chọn người…")), (EVIL, EVIL), ("24781", "Phường Xuân Hương"), (7, 12345)]


class Everything(forms.Form):
    name = forms.CharField(label=EVIL, help_text=EVIL, max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.IntegerField(required=False, min_value=1)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, "data-x": EVIL, "hidden": False}))
    file = forms.FileField(widget=forms.FileInput(attrs={"accept": "application/pdf", "autofocus": True}))
    mail = forms.EmailField()
    secret = forms.CharField(widget=forms.PasswordInput)
    unit = forms.ChoiceField(choices=UNITS)
    several = forms.MultipleChoiceField(choices=UNITS)
    grouped = forms.ChoiceField(choices=[("Nhóm", UNITS), ("x", "ngoài nhóm")])
    kind = forms.ChoiceField(choices=UNITS, widget=forms.RadioSelect)
    way = forms.ChoiceField(choices=UNITS, widget=forms.RadioSelect(attrs={"class": EVIL, "hidden": True}))
    ways = forms.ChoiceField(choices=[("Nhóm", UNITS)], widget=forms.RadioSelect, required=False)
    tick = forms.BooleanField()


TYPED = {
    "name": EVIL, "version": "3", "number": "12345", "day": "2026-03-02", "note": f"\n{EVIL}\n", "mail": "a@b",
    "secret": EVIL, "unit": EVIL, "several": [EVIL, "7"], "grouped": "x", "kind": "7", "tick": "on",
}  # fmt: skip
FORMS = {
    "empty": Everything,
    "typed": lambda **by: Everything(TYPED, **by),
    "wrong": lambda **by: Everything({"note": ""}, **by),
    "begun": lambda **by: Everything(initial={**TYPED, "number": 12345, "day": date(2026, 3, 2)}, **by),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("field", Everything.base_fields)
def test_an_input_equals_djangos(form: str, field: str) -> None:
    ours, theirs = (FORMS[form](renderer=kind()) for kind in (Renderer, DjangoTemplates))  # type: ignore[operator]
    assert _plain(str(ours[field])) == _plain(str(theirs[field]))


def _plain(text: str) -> str:
    beside = re.sub(r'(<input type="radio"[^>]*>)\s+', r"\1 ", text.strip())
    return re.sub(r">\s+<", "><", beside)
