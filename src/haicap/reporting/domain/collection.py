"""Reading a file of declared figures (docs/reference/declared-figures.md): shape, ids, periods; nothing is computed."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from haicap.dossiers.contract import Period
from haicap.kernel.errors import RefusalError, refuse
from haicap.kernel.text import clean
from haicap.reporting.contract import (
    Collection,
    DeclaredFigure,
    Inconsistency,
    Qualifier,
    RelationTold,
    Source,
)
from haicap.reporting.domain.expressions import readable

LARGEST = 2_000_000  # bytes
Each = TypeVar("Each")
_EXACT = {qualifier.value: qualifier for qualifier in Qualifier}
_LOCAL = re.compile(r"\d{5}")


def read(text: str, known: Collection | None = None) -> Collection:
    """The collection told by `text` (JSON). What it leaves out of a figure or relation that `known` tells in the same
    words (formula, days to count beside it, Vietnamese) is taken from there.

    Refuses `declared.not_json` (`line`), `declared.not_an_object`, `declared.too_large`, `declared.field_missing` and
    `declared.id_twice` (`name`, `line`), `declared.value_unreadable`.
    """
    if len(text) > LARGEST:
        raise refuse("declared.too_large", most=LARGEST)
    told = _json(text)
    lines = _Lines(text)
    sources = {each.key: each for each in map(_source, _objects(told, "seeds"))}
    units = {_text(each, "name"): _text(each, "code") for each in _objects(told, "units")}
    figures = _by_key(
        (_figure(each, units, lines) for each in _objects(told, "figures")),
        lambda each: (each.key, each.line),
    )
    relations = _by_key(
        (_relation(each, lines) for each in _objects(told, "relations")), lambda each: (each.key, each.line)
    )
    collection = Collection(
        sources,
        figures,
        tuple(relations.values()),
        tuple(map(_inconsistency, _objects(told, "inconsistencies"))),
        units,
    )
    return _completed(collection, known) if known else collection


def _completed(mine: Collection, known: Collection) -> Collection:
    same = {each.key: each for each in known.relations}
    figures = {key: _figure_of(each, known.figures.get(key)) for key, each in mine.figures.items()}
    relations = tuple(_relation_of(each, same.get(each.key)) for each in mine.relations)
    said = {each.words_en: each for each in known.inconsistencies}
    remarks = tuple(
        replace(each, words=said[each.words_en].words, about=each.about or said[each.words_en].about)
        if each.words_en in said
        else each
        for each in mine.inconsistencies
    )
    return replace(mine, figures=figures, relations=relations, inconsistencies=remarks)


def _figure_of(mine: DeclaredFigure, known: DeclaredFigure | None) -> DeclaredFigure:
    """A figure on the same matter of the same days of the same unit is counted as the known one is."""
    if known is None or (mine.name_en, mine.period_words_en, mine.unit) != (
        known.name_en,
        known.period_words_en,
        known.unit,
    ):
        return mine
    return replace(
        mine,
        name=known.name,
        period_words=known.period_words,
        counts=mine.counts or known.counts,
        beside=mine.beside or known.beside,
    )


def _relation_of(mine: RelationTold, known: RelationTold | None) -> RelationTold:
    """A relation in the same words is computed as the known one is, unless the file brings a formula of its own."""
    if known is None or mine.expression != known.expression:
        return mine
    if mine.formulas not in {(), (mine.expression,)}:
        return mine
    return replace(
        mine,
        formulas=known.formulas,
        left_words=known.left_words,
        right_words=known.right_words,
        note=known.note if mine.note_en == known.note_en else mine.note,
    )


def _json(text: str) -> Mapping[str, Any]:
    try:
        told = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (json.JSONDecodeError, RecursionError, ValueError) as problem:
        line = getattr(problem, "lineno", 1)
        raise refuse("declared.not_json", line=line, why=getattr(problem, "msg", str(problem))) from None
    if not isinstance(told, dict) or not isinstance(told.get("figures"), list):
        raise refuse("declared.not_an_object")
    return told


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _objects(told: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    rows = told.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refuse("declared.field_missing", name=name, line=1)
    return rows


def _by_key(rows: Iterable[Each], place: Callable[[Each], tuple[str, int]]) -> dict[str, Each]:
    found: dict[str, Each] = {}
    for row in rows:
        key, line = place(row)
        if key in found:
            raise refuse("declared.id_twice", name=key, line=line)
        found[key] = row
    return found


class _Lines:
    """On which line of the file an id stands, for words about it."""

    def __init__(self, text: str) -> None:
        self._at: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            for key in re.findall(r'"id"\s*:\s*"([^"]+)"', line):
                self._at.setdefault(key, number)

    def of(self, key: str) -> int:
        return self._at.get(key, 1)


def _source(told: Mapping[str, Any]) -> Source:
    paper, published = _text(told, "source_paper"), _text(told, "published")
    subject = _text(told, "subject")
    return Source(
        _text(told, "seed") or paper,
        paper,
        _text(told, "published_vi") or published,
        published,
        _text(told, "subject_vi") or subject,
        subject,
    )


def _figure(told: Mapping[str, Any], units: Mapping[str, str], lines: _Lines) -> DeclaredFigure:
    key = _required(told, "id", "", lines)
    value = told.get("value")
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str | None):
        raise refuse("declared.value_unreadable", name=key, line=lines.of(key))
    reservation, name = _text(told, "qualifier") or Qualifier.EXACT.value, _text(told, "topic")
    place = _text(told, "unit_of_government")
    words = _text(told, "period")
    period = period_of(words)
    return DeclaredFigure(
        key=key,
        source=_text(told, "seed"),
        name=_text(told, "topic_vi") or name,
        name_en=name,
        value=None if isinstance(value, str | None) else Decimal(value),
        printed="" if value is None else str(value),
        measure=_text(told, "unit"),
        qualifier=_EXACT.get(reservation, Qualifier.APPROXIMATE),
        reservation=reservation,
        unit=place if _LOCAL.fullmatch(place) else units.get(place, ""),
        period=period,
        period_words=_text(told, "period_vi") or words,
        period_words_en=words,
        beside=period_of(_text(told, "beside")) or period,
        formula=_text(told, "formula"),
        counts=tuple(_texts(told, "counts")),
        note=_text(told, "note"),
        line=lines.of(key),
    )


def _relation(told: Mapping[str, Any], lines: _Lines) -> RelationTold:
    key = _required(told, "id", "", lines)
    expression = (
        _required(told, "expression", key, lines) if "formula" not in told else _text(told, "expression")
    )
    formulas = tuple(_texts(told, "formula"))
    if not formulas and readable(expression):
        formulas = (expression,)
    note = _text(told, "note")
    return RelationTold(
        key=key,
        expression=expression or " ; ".join(formulas),
        formulas=formulas,
        left=_side(told.get("left")),
        right=_side(told.get("right")),
        holds=told["holds"] if isinstance(told.get("holds"), bool) else None,
        left_words=_text(told, "left_words"),
        right_words=_text(told, "right_words"),
        note=_text(told, "note_vi") or note,
        note_en=note,
        line=lines.of(key),
    )


def _inconsistency(told: Mapping[str, Any]) -> Inconsistency:
    words = _text(told, "text")
    return Inconsistency(
        _text(told, "id"),
        tuple(_texts(told, "refs")),
        _text(told, "severity"),
        _text(told, "text_vi") or words,
        words,
        _text(told, "about"),
    )


def period_of(words: str) -> Period | None:
    """ "2025-07-09/2025-08-06", a day, a month or a year; None for anything else."""
    start, _, end = words.partition("/")
    try:
        if end:
            period = Period(date.fromisoformat(start), date.fromisoformat(end))
            return period if period.start <= period.end else None
        if re.fullmatch(r"\d{4}-\d{2}", words):
            first = date.fromisoformat(f"{words}-01")
            return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        if re.fullmatch(r"\d{4}", words):
            return Period(date(int(words), 1, 1), date(int(words), 12, 31))
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return Period(day, day)


def _required(told: Mapping[str, Any], name: str, key: str, lines: _Lines) -> str:
    text = _text(told, name)
    if not text:
        raise refuse("declared.field_missing", name=f"{key}.{name}" if key else name, line=lines.of(key))
    return text


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return clean(value) if isinstance(value, str) else ""


def _texts(told: Mapping[str, Any], name: str) -> Sequence[str]:
    value = told.get(name)
    rows = value if isinstance(value, list) else [value]
    return [clean(row) for row in rows if isinstance(row, str) and row]


def _side(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_side(each) for each in value)
    if isinstance(value, bool):
        return None
    return float(value) if isinstance(value, Decimal) else value if isinstance(value, int | str) else None


def at_line(error: RefusalError, name: str, line: int) -> RefusalError:
    """`error` with the name and line of what it is about."""
    first = error.refusal
    return RefusalError(replace(first, facts={**first.facts, "name": name, "line": line}))
