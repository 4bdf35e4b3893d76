"""Filters that only the officials' pages need: `{% load desk %}`."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.forms import BaseForm, BoundField

from haicap.desk.web.counter.screen import NEEDED

register = template.Library()


@register.filter
def key(mapping: Mapping[str, Any], name: str) -> Any:
    """`mapping[name]`, or an empty text: what a template cannot say itself."""
    return mapping.get(name, "")


@register.filter
def person_fields(form: BaseForm) -> Iterator[BoundField]:
    """The fields about the person that stand open on the page, in the order of the form."""
    return (form[name] for name in NEEDED)
