"""Filters that only the officials' pages need: `{% load desk %}`."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import template
from django.forms import BaseForm, BoundField

from haicap.desk.web.counter.screen import NEEDED
from haicap.dossiers.contract import JournalCard

register = template.Library()


@register.filter
def key(mapping: Mapping[str, Any], name: str) -> Any:
    """`mapping[name]`, or an empty text: what a template cannot say itself."""
    return mapping.get(name, "")


@register.filter
def person_fields(form: BaseForm) -> Iterator[BoundField]:
    """The fields about the person that stand open on the page, in the order of the form."""
    return (form[name] for name in NEEDED)


@register.filter
def said(line: JournalCard) -> str:
    """What a journal entry says in words: its remark, its reason, who fetched the result."""
    told = (line.note, line.changes.get("reason", ""), line.changes.get("receiver", ""))
    return " · ".join(str(each) for each in told if each)
