"""A procedure as one row of text, and back: the form of exports, imports and of the comparison of two versions.

Cells that hold several things have one line for each, its parts set apart by `|`. `certainty`, `version`,
`valid_from` and `valid_to` are told, never taken: what a province imports is its own declaration.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from haicap.kernel.errors import Refusal
from haicap.kernel.limits import Limit, LimitUnit, OnSupplement
from haicap.kernel.text import clean
from haicap.procedures.contract import (
    Certainty,
    ComponentCard,
    FeeRule,
    Level,
    LimitVariant,
    PaperKind,
    ProcedureCard,
    StepCard,
    StepRole,
)
from haicap.procedures.domain.content import Content, content_of, problems

CONTENT_COLUMNS = (
    "name_vi",
    "name_en",
    "field",
    "level",
    "time_limit",
    "limit_unit",
    "other_limits",
    "on_supplement",
    "fee_rule",
    "fee_vnd",
    "fee_note",
    "components",
    "result_vi",
    "result_en",
    "steps",
    "note",
    "source",
)
TOLD_COLUMNS = ("certainty", "version", "valid_from", "valid_to")
COLUMNS = ("code", *CONTENT_COLUMNS, *TOLD_COLUMNS)
COLUMN_OF = {"name": "name_vi", "levels": "level", "variants": "time_limit", "result_name": "result_vi"}
MANDATORY, OPTIONAL = "mandatory", "optional"
LIMIT_SHAPE = "20 working_day | điều kiện"
COMPONENT_SHAPE = "original | 1 | mandatory | tên | tên tiếng Anh"
STEP_SHAPE = "specialist | 60 | tên | tên tiếng Anh"

MAX_DIGITS = 13

Row = dict[str, str]
Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in which column of a row."""

    column: str
    refusal: Refusal


def row_of(card: ProcedureCard) -> Row:
    """A version as an exported row."""
    told = {
        "certainty": card.certainty.value,
        "version": str(card.version),
        "valid_from": card.valid_from.isoformat(),
        "valid_to": card.valid_to.isoformat() if card.valid_to else "",
    }
    return {"code": card.code, **content_row(content_of(card), card.field), **told}


def content_row(content: Content, field: str) -> Row:
    """The content columns; `field` is the Vietnamese name of the content's field."""
    ordinary, *others = content.variants
    return {
        "name_vi": content.name,
        "name_en": content.name_en,
        "field": field,
        "level": "+".join(level.value for level in Level if level in content.levels),
        "time_limit": str(ordinary.limit.amount) if ordinary.limit else "",
        "limit_unit": ordinary.limit.unit.value if ordinary.limit else "",
        "other_limits": _lines((_limit_text(other.limit), other.condition) for other in others),
        "on_supplement": content.on_supplement.value,
        "fee_rule": content.fee_rule.value,
        "fee_vnd": "" if content.fee_vnd is None else str(content.fee_vnd),
        "fee_note": content.fee_note,
        "components": _lines(
            (p.kind.value, str(p.quantity), MANDATORY if p.mandatory else OPTIONAL, p.name, p.name_en)
            for p in content.components
        ),
        "result_vi": content.result_name,
        "result_en": content.result_name_en,
        "steps": _lines((s.role.value, str(s.share_percent), s.name, s.name_en) for s in content.steps),
        "note": content.note,
        "source": content.source,
    }


def parse(row: Mapping[str, str], fields: Mapping[str, str]) -> Content | list[CellProblem]:
    """The content a row states, or everything that is wrong with it; `fields` is name -> key.

    All content columns must be there: the caller fills those a file leaves out from the version in force.
    """
    reader = _Reader(row)
    content = Content(
        name=reader.text("name_vi"),
        name_en=reader.text("name_en"),
        field_key=reader.lookup("field", fields),
        levels=reader.levels(),
        certainty=Certainty.DECLARED,
        source=reader.text("source"),
        variants=reader.variants(),
        on_supplement=reader.choice("on_supplement", OnSupplement, OnSupplement.PAUSE),
        fee_vnd=reader.number("fee_vnd"),
        fee_rule=reader.choice("fee_rule", FeeRule, FeeRule.NOT_STATED),
        fee_note=reader.text("fee_note"),
        components=tuple(reader.components()),
        result_name=reader.text("result_vi"),
        result_name_en=reader.text("result_en"),
        steps=tuple(reader.steps()),
        note=reader.text("note"),
    )
    if not reader.problems:
        found = problems(content)
        reader.problems = [CellProblem(COLUMN_OF.get(r.field or "", r.field or ""), r) for r in found]
    return reader.problems or content


class _Reader:
    """Reads cells; what it cannot read it notes and replaces by something harmless."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self.row = row
        self.problems: list[CellProblem] = []

    def text(self, column: str) -> str:
        return clean(self.row[column])

    def lookup(self, column: str, known: Mapping[str, str]) -> str:
        value = self.text(column)
        if value not in known:
            self._note(column, "procedures.field_unknown", name=value)
        return known.get(value, "")

    def choice(self, column: str, kind: type[Kind], default: Kind, value: str | None = None) -> Kind:
        value = self.text(column) if value is None else value
        try:
            return kind(value)
        except ValueError:
            self._note(column, "procedures.value_unknown", value=value, choices=", ".join(kind))
            return default

    def number(self, column: str, value: str | None = None, *, shape: str = "10000") -> int | None:
        value = self.text(column) if value is None else value
        if not value:
            return None
        if value.isascii() and value.isdecimal() and len(value) < MAX_DIGITS:
            return int(value)
        self._note(column, "procedures.value_unreadable", value=value, shape=shape)
        return None

    def levels(self) -> frozenset[Level]:
        parts = [part.strip() for part in self.text("level").split("+")]
        return frozenset(self.choice("level", Level, Level.COMMUNE, part) for part in parts)

    def variants(self) -> tuple[LimitVariant, ...]:
        ordinary = self._limit("time_limit", self.text("time_limit"), self.text("limit_unit"))
        found = [(ordinary, "")]
        for limit, condition in self._lines("other_limits", 2, LIMIT_SHAPE):
            amount, _blank, unit = limit.partition(" ")
            found.append((self._limit("other_limits", amount, unit.strip()), condition))
        return tuple(
            LimitVariant(variant_key(place), limit, condition, Certainty.DECLARED)
            for place, (limit, condition) in enumerate(found)
        )

    def components(self) -> Iterator[ComponentCard]:
        lines = self._lines("components", 5, COMPONENT_SHAPE)
        for place, (kind, quantity, needed, name, english) in enumerate(lines, start=1):
            if needed not in {MANDATORY, OPTIONAL}:
                self._note(
                    "components", "procedures.value_unknown", value=needed, choices=f"{MANDATORY}, {OPTIONAL}"
                )
            yield ComponentCard(
                key=f"c{place}",
                name=name,
                name_en=english,
                kind=self.choice("components", PaperKind, PaperKind.ORIGINAL, kind),
                quantity=self.number("components", quantity, shape=COMPONENT_SHAPE) or 0,
                mandatory=needed == MANDATORY,
                certainty=Certainty.DECLARED,
            )

    def steps(self) -> Iterator[StepCard]:
        for place, (role, share, name, english) in enumerate(self._lines("steps", 4, STEP_SHAPE), start=1):
            known = self.choice("steps", StepRole, StepRole.SPECIALIST, role)
            yield StepCard(place, name, english, known, self.number("steps", share, shape=STEP_SHAPE) or 0)

    def _limit(self, column: str, amount: str, unit: str) -> Limit | None:
        if not amount and not unit:
            return None
        known = self.choice(column, LimitUnit, LimitUnit.DAY, unit)
        number = self.number(column, amount, shape=LIMIT_SHAPE)
        return Limit(number, known) if number is not None else Limit(0, known)

    def _lines(self, column: str, parts: int, shape: str) -> Iterator[list[str]]:
        for line in self.row[column].splitlines():
            cells = [clean(cell) for cell in line.split("|")]
            if len(cells) == parts:
                yield cells
            elif line.strip():
                self._note(column, "procedures.value_unreadable", value=line.strip(), shape=shape)

    def _note(self, column: str, code: str, **facts: str) -> None:
        self.problems.append(CellProblem(column, Refusal(code, facts, column)))


def variant_key(place: int) -> str:
    """Key of the variant at `place` (0 is the ordinary one)."""
    return f"v{place + 1}" if place else "ordinary"


def _limit_text(limit: Limit | None) -> str:
    return f"{limit.amount} {limit.unit.value}" if limit else ""


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(" | ".join(cell.replace("|", "/") for cell in row) for row in rows)
