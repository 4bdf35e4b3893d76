"""What screens share: the page of a list that is asked for, and a form whose service may refuse."""

from collections.abc import Callable
from typing import Final

from django import forms
from django.http import HttpRequest

from haicap.kernel import messages
from haicap.kernel.errors import RefusalError

PAGE_SIZE: Final = 25


def page_number(request: HttpRequest) -> int:
    """The page asked for (`trang`), from 1; nonsense is page 1."""
    asked = request.GET.get("trang", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004 - digits


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do `act` where the form is well shaped; a refusal is put at its field, so nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act()
    except RefusalError as refused:
        for each in refused.refusals:
            form.add_error(each.field if each.field in form.fields else None, messages.words(each))
        return False
    return True
