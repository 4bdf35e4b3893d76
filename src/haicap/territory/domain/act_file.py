"""A file of acts as text: what may stand in it, and what is said where it is wrong. `docs/reference/territory.md`.

JSON: `{"format": "haicap-territory-acts/1", "acts": [ … ], "figures": [ … ]}`; an act is an enactment (its members are
those of `Enactment`) or, with `annuls`, an annulment; a figure is an observation of a unit or, with `hamlet`, of a
hamlet. Days are ISO days, shares and values text or numbers.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from haicap.kernel.errors import refuse
from haicap.territory.contract import (
    Annulment,
    Change,
    Edge,
    Enactment,
    Measure,
    MutationKind,
    NewUnit,
    Observation,
    Precision,
    UnitKind,
)

FORMAT = "haicap-territory-acts/1"
_COMMON = ("instrument", "body", "subject", "certainty")


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation; where `hamlet` is said, of the hamlet that bears this name in the commune on `named_on`."""

    told: Observation
    hamlet: str
    named_on: date


@dataclass(frozen=True, slots=True)
class ActFile:
    """What a file holds, in its order."""

    acts: tuple[Enactment | Annulment, ...]
    figures: tuple[Figure, ...]


def read(document: bytes) -> ActFile:
    """The acts and figures. Refused: territory.file_unreadable, with the place that cannot be read."""
    try:
        told = json.loads(document.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError):
        raise refuse("territory.file_unreadable", field="", place="JSON") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise refuse("territory.file_unreadable", field="format", place="format")
    file = _Row(told, "")
    return ActFile(
        tuple(_act(row) for row in _rows(file, "acts")),
        tuple(_figure(row) for row in _rows(file, "figures")),
    )


class _Row:
    """One JSON object and its place; every member is asked for by name and kind."""

    def __init__(self, members: Mapping[str, Any], place: str) -> None:
        self.members, self.place = members, place

    def fault(self, name: str) -> Exception:
        place = f"{self.place}{name}"
        return refuse("territory.file_unreadable", field=place, place=place)

    def text(self, name: str, default: str | None = None) -> str:
        value = self.members.get(name, default)
        if not isinstance(value, str):
            raise self.fault(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.members.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(name)
        return tuple(value)

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self.fault(name) from None

    def day_or_none(self, name: str) -> date | None:
        return None if self.members.get(name) is None else self.day(name)

    def share(self, name: str) -> Decimal | None:
        return None if self.members.get(name) is None else self.number(name)

    def number(self, name: str) -> Decimal:
        value = self.members.get(name)
        try:
            if isinstance(value, bool):
                raise InvalidOperation
            return Decimal(value)  # type: ignore[arg-type]  # what is no number is named below
        except (InvalidOperation, TypeError, ValueError):
            raise self.fault(name) from None

    def flag(self, name: str) -> bool:
        value = self.members.get(name)
        if not isinstance(value, bool):
            raise self.fault(name)
        return value


def _rows(row: _Row, name: str) -> Iterator[_Row]:
    value = row.members.get(name, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise row.fault(name)
    for number, members in enumerate(value):
        place = f"{row.place}{name}.{number}"
        if not isinstance(members, dict):
            raise refuse("territory.file_unreadable", field=place, place=place)
        yield _Row(members, f"{place}.")


def _act(row: _Row) -> Enactment | Annulment:
    common: dict[str, Any] = {name: row.text(name) for name in _COMMON}
    common |= {"decided_on": row.day_or_none("decided_on"), "effective_on": row.day("effective_on")}
    if "annuls" in row.members:
        return Annulment(
            **common, annuls=row.text("annuls"), clauses=row.texts("clauses"), clause=row.text("clause", "")
        )
    return Enactment(
        **common,
        operational_on=row.day_or_none("operational_on"),
        changes=tuple(_change(change) for change in _rows(row, "changes")),
    )


def _figure(row: _Row) -> Figure:
    told = Observation(
        code=row.text("code"),
        measure=_word(Measure, row, "measure"),
        value=row.number("value"),
        reference_on=row.day("reference_on"),
        source=row.text("source"),
        precision=_word(Precision, row, "precision") if "precision" in row.members else Precision.EXACT,
    )
    return Figure(told, row.text("hamlet", ""), row.day_or_none("named_on") or told.reference_on)


def _change(row: _Row) -> Change:
    return Change(
        kind=_word(MutationKind, row, "kind"),
        clause=row.text("clause", ""),
        ends=row.texts("ends"),
        begins=tuple(
            NewUnit(
                code=unit.text("code"),
                name=unit.text("name"),
                kind=_word(UnitKind, unit, "kind"),
                province_code=unit.text("province_code", ""),
            )
            for unit in _rows(row, "begins")
        ),
        edges=tuple(
            Edge(
                predecessor_code=edge.text("predecessor_code"),
                successor_code=edge.text("successor_code"),
                quantifier=edge.text("quantifier"),
                is_primary=edge.flag("is_primary"),
                area_share=edge.share("area_share"),
                population_share=edge.share("population_share"),
                share_source=edge.text("share_source", ""),
            )
            for edge in _rows(row, "edges")
        ),
    )


def _word(words: Any, row: _Row, name: str) -> Any:
    try:
        return words(row.text(name))
    except ValueError:
        raise row.fault(name) from None
