"""`{% load territory %}`: the words of the map's closed lists, days and counts that nobody knows."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django import template
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext

from haicap.territory import vocabulary
from haicap.territory.contract import SINCE_UNKNOWN, HamletFigure, Measure

register = template.Library()

_LISTS: Final[Mapping[str, vocabulary.Words]] = {
    "unit": vocabulary.UNIT_WORDS,
    "mutation": vocabulary.MUTATION_WORDS,
    "quantifier": vocabulary.QUANTIFIER_WORDS,
    "standing": vocabulary.STANDING_WORDS,
    "measure": vocabulary.MEASURE_WORDS,
    "precision": vocabulary.PRECISION_WORDS,
    "certainty": vocabulary.CERTAINTY_WORDS,
    "hamlet_kind": vocabulary.HAMLET_KIND_WORDS,
    "hamlet_change": vocabulary.HAMLET_CHANGE_WORDS,
}


@register.filter
def word(value: str, name: str) -> str | Promise:
    """`{{ edge.quantifier|word:"quantifier" }}`; a value without a word is a bug and rises."""
    return _LISTS[name][value]


@register.filter
def count(figures: Mapping[Measure, HamletFigure], measure: str) -> str:
    """`{{ figures|count:"households" }}`: what is known of a hamlet, or that it is not; never a nought for unknown."""
    figure = figures.get(Measure(measure))
    if figure is None:
        return gettext("chưa có số liệu")
    known = number_format(figure.known, use_l10n=True, force_grouping=True)
    if figure.value is None:
        words = gettext("chưa đủ (%(counted)d trong %(of)d thôn cũ: %(known)s)")
        return words % {"counted": figure.counted, "of": figure.of, "known": known}
    return f"{vocabulary.PRECISION_WORDS[figure.precision]} {known}".strip()


@register.filter
def since(value: date) -> str:
    """A state's first day as "01/07/2025", or that nobody knows it."""
    return (
        gettext("chưa rõ từ ngày nào") if value == SINCE_UNKNOWN else date_format(value, "SHORT_DATE_FORMAT")
    )
