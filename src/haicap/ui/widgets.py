"""How inputs of forms are written: the few kinds that pages are full of at once, all others by Django's templates.

A page of a dossier has dozens of inputs and a list of units more than a hundred options; Django renders a template
for each of them. What is written here equals what Django writes (tests/ui/test_widgets.py).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html_join
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
    if any(group for group, _options, _place in widget["optgroups"]):
        return None
    options = [option for _group, options, _place in widget["optgroups"] for option in options]
    if any(option["template_name"] != f"{_FOLDER}select_option.html" for option in options):
        return None
    told = ((str(each["value"]), _attributes(each), localize(each["label"])) for each in options)
    return filled(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget),
        format_html_join("", '\n  <option value="{}"{}>{}</option>', told),
    )


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
}
