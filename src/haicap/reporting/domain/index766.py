"""Points of the index of service quality (Decision 766/QĐ-TTg): shares from counts, points from shares.

A share is never typed. Below the share that gives full points they are proportional. What has no data, or nothing to
divide by, gives neither zero nor full: its points are not attainable.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from haicap.dossiers.contract import Period
from haicap.reporting.contract import Edition, Group, GroupScore, Item, ItemScore, Score
from haicap.reporting.domain.quantities import rounded_to

DIGITS = 2
_NOTHING = Fraction(0)


def editions(told: Mapping[str, Any]) -> tuple[Edition, ...]:
    """The dated weights and formulas of the package's data, oldest first; ValueError where a group does not add up."""
    read = [_edition(each) for each in told["editions"]]
    return tuple(sorted(read, key=lambda each: each.valid_from))


def edition_on(known: Sequence[Edition], day: date) -> Edition | None:
    """The edition in force on `day`; None before the first."""
    return next((each for each in reversed(known) if each.valid_from <= day), None)


def score(edition: Edition, counts: Mapping[str, int], *, code: str, name: str, period: Period) -> Score:
    """What `counts` (by the names items use) come to."""
    groups = tuple(_group_score(group, counts) for group in edition.groups)
    return Score(
        code,
        name,
        period,
        groups,
        sum((group.points for group in groups), _NOTHING),
        sum((group.attainable for group in groups), _NOTHING),
    )


def item_score(item: Item, counts: Mapping[str, int]) -> ItemScore:
    """One item; without data or with an empty denominator it has no points."""
    if not item.denominator:
        return ItemScore(item, None, None, None, None)
    numerator, denominator = counts[item.numerator], counts[item.denominator]
    if not denominator:
        return ItemScore(item, numerator, denominator, None, None)
    share = Fraction(numerator * 100, denominator)
    points = item.points * min(Fraction(1), share / item.full_from)
    return ItemScore(item, numerator, denominator, share, points)


def shown(value: Fraction | None) -> float | None:
    """Two decimals, half up; None stays None."""
    return None if value is None else float(rounded_to(value, DIGITS))


def _group_score(group: Group, counts: Mapping[str, int]) -> GroupScore:
    items = tuple(item_score(item, counts) for item in group.items)
    known = [each for each in items if each.points is not None]
    points = sum((each.points for each in known if each.points is not None), _NOTHING)
    return GroupScore(group, items, points, sum((each.item.points for each in known), _NOTHING))


def _edition(told: Mapping[str, Any]) -> Edition:
    groups = tuple(_group(each) for each in told["groups"])
    for group in groups:
        if sum((item.points for item in group.items), _NOTHING) != group.points:
            raise ValueError(f"items of {group.key} do not add up to {group.points}")
    return Edition(
        date.fromisoformat(told["valid_from"]), told["instrument"], told["source"], told["certainty"], groups
    )


def _group(told: Mapping[str, Any]) -> Group:
    return Group(
        told["key"],
        told["name"],
        told["name_en"],
        _number(told["points"]),
        told["certainty"],
        tuple(_item(each) for each in told["items"]),
    )


def _item(told: Mapping[str, Any]) -> Item:
    return Item(
        key=told["key"],
        name=told["name"],
        name_en=told["name_en"],
        points=_number(told["points"]),
        numerator=told.get("numerator", ""),
        denominator=told.get("denominator", ""),
        lost=told.get("lost", ""),
        full_from=_number(told.get("full_from_percent", "100")),
        certainty=told["certainty"],
        no_data=told.get("no_data", ""),
        no_data_en=told.get("no_data_en", ""),
        note=told.get("note", ""),
        note_en=told.get("note_en", ""),
    )


def _number(text: str) -> Fraction:
    return Fraction(Decimal(text))
