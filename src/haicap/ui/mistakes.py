"""What is wrong with a form, in one way for every screen: each sentence names its field and leads to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext

LOOSE = "__all__"  # Django's name of what belongs to no field


@dataclass(frozen=True, slots=True)
class Mistake:
    """One sentence, and the id of the input that is to be mended; empty where there is none."""

    words: str
    target: str = ""


def mistakes(form: BaseForm, where: str = "") -> list[Mistake]:
    """Everything wrong with `form`, in its own order; `where` names the part of the page (`Step 2`)."""
    return [
        _mistake(form, name, words, where)
        for name in form.errors
        for words in (sentences(form[name]) if name in form.fields else map(str, form.errors[name]))
    ]


def sentences(bound: BoundField) -> list[str]:
    """What is wrong with one field, as it is said beside it."""
    return list(_said(bound.form.errors.as_data().get(bound.name, ())))


def named(label: object, words: str, target: str = "") -> Mistake:
    """A sentence about the field called `label`, which it names unless it does so by itself."""
    name = str(label)
    return Mistake(words if name.casefold() in words.casefold() else f"{name}: {words}", target)


def target_of(bound: BoundField) -> str:
    """Where the cursor goes: the input, or the first of a group's choices."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _mistake(form: BaseForm, name: str, words: str, where: str) -> Mistake:
    if name not in form.fields:
        return Mistake(f"{where}: {words}" if where else words)
    bound = form[name]
    if bound.is_hidden:
        return Mistake(gettext("Trang gửi lên không đầy đủ: hãy tải lại trang rồi làm lại."))
    said = named(bound.label, words, target_of(bound))
    return Mistake(f"{where}, {said.words}" if where else said.words, said.target)


def _said(errors: Iterable[ValidationError]) -> Iterator[str]:
    for error in errors:
        if error.code == "required":
            yield gettext("Chưa nhập hoặc chọn mục này.")
        else:
            yield from error.messages
