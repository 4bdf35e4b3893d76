"""Finding procedures: an index in the memory of each process, renewed when a version is approved or ends."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.db.models import Count, Max

from haicap.kernel.limits import Limit
from haicap.kernel.memory import remembered
from haicap.kernel.text import fold, sort_key
from haicap.procedures.contract import FieldCard, Level, ProcedureCard, ProcedureHit
from haicap.procedures.domain import ranking
from haicap.procedures.models import Field, ProcedureVersion
from haicap.procedures.selectors.versions import card_of
from haicap.procedures.selectors.words import fee_words, limit_words

Stamp = tuple[object, ...]
NOTICED_WITHIN = 2.0  # seconds until every process knows of a new field


@dataclass(frozen=True, slots=True)
class Index:
    """All approved versions with their search entries, as of `stamp`."""

    stamp: Stamp
    cards: tuple[ProcedureCard, ...]
    entries: tuple[ranking.Entry, ...]


_index: Index | None = None


def search(
    text: str, *, day: date, levels: Iterable[Level] | None = None, field: str = "", limit: int | None = 20
) -> list[ProcedureHit]:
    """Procedures in force on `day` that `text` may mean, best first; empty text lists all by code.

    `levels` keeps those with one of these levels, `field` (key) those of one field; `limit` None gives all.
    """
    cards = in_force(text, day=day, levels=levels, field=field)
    return [hit_of(card) for card in cards[:limit]]


def in_force(
    text: str = "", *, day: date, levels: Iterable[Level] | None = None, field: str = ""
) -> list[ProcedureCard]:
    """The same as whole cards, without end: for lists and exports."""
    index = _current()
    wanted = None if levels is None else frozenset(levels)
    pool = (entry for entry in index.entries if _eligible(index.cards[entry.position], day, wanted, field))
    return [index.cards[position] for position in ranking.search(pool, _synonyms(), text)]


def all_fields() -> list[FieldCard]:
    """Every field of work, in Vietnamese order."""
    return list(_fields())


@remembered(seconds=NOTICED_WITHIN)
def _fields() -> tuple[FieldCard, ...]:
    cards = [FieldCard(row.key, row.name, row.name_en) for row in Field.objects.order_by("key")]
    return tuple(sorted(cards, key=lambda card: sort_key(card.name)))


def hit_of(card: ProcedureCard) -> ProcedureHit:
    """One line about a card, in the reader's language."""
    ordinary: Limit | None = card.variants[0].limit
    return ProcedureHit(
        id=card.id,
        code=card.code,
        name=card.name,
        name_en=card.name_en,
        field=card.field,
        limit_words=limit_words(ordinary),
        fee_words=fee_words(card.fee_vnd, card.fee_rule, card.fee_note),
        certainty=card.certainty,
        field_key=card.field_key,
        levels=card.levels,
    )


def _eligible(card: ProcedureCard, day: date, levels: frozenset[Level] | None, field: str) -> bool:
    return (
        card.valid_from <= day
        and (card.valid_to is None or day < card.valid_to)
        and (levels is None or not card.levels.isdisjoint(levels))
        and (not field or card.field_key == field)
    )


def _current() -> Index:
    """The index, made anew where another version has been approved or has ended (one small query)."""
    global _index  # noqa: PLW0603 - one index for each process
    stamp = _stamp()
    if _index is None or _index.stamp != stamp:
        _index = _build(stamp)
    return _index


def _stamp() -> Stamp:
    approved = ProcedureVersion.objects.approved()
    counts = approved.aggregate(Count("id"), Max("id"), Max("approved_at"), Count("valid_to"))
    return tuple(counts.values())


def _build(stamp: Stamp) -> Index:
    approved = ProcedureVersion.objects.approved().select_related("procedure", "field")
    rows = approved.order_by("procedure__code", "number")
    cards = tuple(card_of(row) for row in rows)
    entries = tuple(_entry(position, card) for position, card in enumerate(cards))
    return Index(stamp, cards, entries)


def _entry(position: int, card: ProcedureCard) -> ranking.Entry:
    return ranking.entry(position, code=card.code, name=card.name, name_en=card.name_en, field=card.field)


@cache
def _synonyms() -> dict[str, list[str]]:
    text = (files("haicap.procedures") / "data" / "synonyms.json").read_text(encoding="utf-8")
    phrases: dict[str, list[str]] = json.loads(text)
    return {fold(phrase): codes for phrase, codes in phrases.items()}
