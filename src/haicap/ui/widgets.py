"""How inputs of forms are written: the few kinds that pages are full of at once, all others by Django's templates.

A page of a dossier has dozens of inputs and a list of units more than a hundred options; Django renders a template
for each of them. What is written here equals what Django writes (tests/ui/test_widgets.py).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from haicap.ui.marks import filled

Widget = Mapping[str, Any]  # what a widget tells its template

_FOLDER = "django/forms/widgets/"
_INPUTS = ("text", "hidden", "number", "date", "email", "password", "file", "input")


class Renderer(DjangoTemplates):
    """The renderer of the settings (`FORM_RENDERER`)."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """At once where the kind is known and its options are ordinary ones."""
        write = _WRITERS.get(template_name)
        written = write(context["widget"]) if write else None
        return super().render(template_name, context, request) if written is None else written


def _input(widget: Widget) -> SafeString:
    value = widget["value"]
    return filled(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else filled(' value="{}"', str(value)),
        _attributes(widget),
    )


def _textarea(widget: Widget) -> SafeString:
    return filled(
        '<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), widget["value"] or ""
    )


def _select(widget: Widget) -> SafeString | None:
    options = _options(widget, "select_option")
    if options is None:
        return None
    return filled(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget),
        _each(
            filled(
                '\n  <option value="{}"{}>{}</option>',
                each["value"],
                _attributes(each),
                localize(each["label"]),
            )
            for each in options
        ),
    )


def _radios(widget: Widget) -> SafeString | None:
    options = _options(widget, "radio_option")
    if options is None:
        return None
    return filled(
        "<div{}>{}\n</div>",
        _attributes({"attrs": {name: widget["attrs"].get(name) or False for name in ("id", "class")}}),
        _each(
            filled(
                "<div>\n    <label{}>{} {}</label></div>",
                _attributes({"attrs": {"for": each["attrs"].get("id") or False}}),
                _input(each),
                localize(each["label"]),
            )
            for each in options
        ),
    )


def _options(widget: Widget, kind: str) -> list[Widget] | None:
    """The choices, None where some are grouped or of another kind."""
    options = [option for _group, options, _place in widget["optgroups"] for option in options]
    ordinary = all(option["template_name"] == f"{_FOLDER}{kind}.html" for option in options)
    grouped = any(group for group, _options, _place in widget["optgroups"])
    return options if ordinary and not grouped else None


def _each(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))


def _attributes(widget: Widget) -> SafeString:
    """`True` is a name alone, `False` nothing."""
    shown = (
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(str(value))}"')
        for name, value in widget["attrs"].items()
        if value is not False
    )
    return SafeString("".join(shown))


_WRITERS: Mapping[str, Callable[[Widget], SafeString | None]] = {
    **{f"{_FOLDER}{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}radio.html": _radios,
}
