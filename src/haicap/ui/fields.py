"""How a form field is written: label, hint, mistakes, input. At once, since a page of forms has dozens of them."""

from typing import Any

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from haicap.ui.marks import filled, icon, shortcut
from haicap.ui.mistakes import sentences

_FIELD = """<div class="field{wrong}">
<label for="{name}">{label}{optional}{key}</label>
{hint}{mistakes}{input}
</div>"""
_TICK = """<div class="field tick{wrong}">
{mistakes}{input} <label for="{name}">{label}{hint}</label>
</div>"""
_GROUP = """<fieldset class="field{wrong}"{described}>
<legend>{label}{optional}</legend>
{hint}{mistakes}{input}
</fieldset>"""


def written(bound: BoundField, hint: str = "", *, key: str = "") -> SafeString:
    """The field with its box; a hidden one is its input alone. `key` is a shortcut that puts the cursor there."""
    widget, name, hint = bound.field.widget, bound.id_for_label or bound.auto_id, str(hint or bound.help_text)
    grouped = bool(getattr(widget, "use_fieldset", False))
    tick = not grouped and getattr(widget, "input_type", "") == "checkbox"
    box = bound.as_widget(attrs=_attributes(bound, name, hint, key))
    if bound.is_hidden and not grouped:
        return box
    return filled(
        _GROUP if grouped else _TICK if tick else _FIELD,
        wrong=" field-wrong" if bound.errors else "",
        described=filled(' aria-describedby="{}-hint"', name) if hint else "",
        name=name,
        label=bound.label,
        optional="" if bound.field.required else _optional(),
        key=filled(" {}", shortcut(key)) if key else "",
        hint=_hint(name, hint, "span" if tick else "p"),
        mistakes=_mistakes(bound, name),
        input=box,
    )


def _attributes(bound: BoundField, name: str, hint: str, key: str) -> dict[str, Any]:
    described = [f"{name}-hint"] * bool(hint) + [f"{name}-error"] * bool(bound.errors)
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if key:
        attrs["data-key"] = key
    return attrs


def _optional() -> SafeString:
    return filled(' <span class="optional">({})</span>', gettext("không bắt buộc"))


def _hint(name: str, hint: str, tag: str) -> SafeString | str:
    if not hint:
        return ""
    return filled('<{} class="hint" id="{}-hint">{}</{}>', tag, name, hint, tag)


def _mistakes(bound: BoundField, name: str) -> SafeString | str:
    if not bound.errors:
        return ""
    words = " ".join(sentences(bound))
    return filled('<p class="error" id="{}-error">{}<span>{}</span></p>\n', name, icon("alert"), words)
