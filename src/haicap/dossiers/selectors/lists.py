"""Lists and their counts, made from the same filter, so that a number always opens exactly that many rows."""

import base64
import binascii
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from haicap.dossiers.contract import DossierCard, ListFilter, Order, Page
from haicap.dossiers.models.clauses import TRUE, Clause, every
from haicap.dossiers.selectors.behind import RECEIVED
from haicap.dossiers.selectors.cards import CardRow, card_of
from haicap.dossiers.selectors.conditions import Narrowed, narrowed
from haicap.kernel.clock import local
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AppointmentId

LONGEST_PAGE = 100
MANY = 1001  # finds of a text in a whole province: no longer sorted one by one
_COLUMNS = ", ".join(CardRow._fields)
KEYS = {Order.DUE: ("due_at", "ASC"), Order.NEWEST: ("received_at", "DESC")}


def listing(*, actor: Actor, filter: ListFilter, now: datetime, after: str = "", size: int = 25) -> Page:  # noqa: A002
    """One page of the dossiers that `filter` leaves, in its order; `after` is the cursor of the former page.

    Refuses `dossier.cursor_unreadable`, `territory.unknown_unit`. One query, one more for holders' names, one
    more for a text in a whole province.
    """
    found = narrowed(actor, filter, now)
    key, way = KEYS[filter.order]
    beyond = "<" if way == "DESC" else ">"
    # a sum is no column of an index: the planner cannot hope to meet rare words soon in going through a million rows
    place = f"{key} + interval '0'" if filter.text and _are_few(actor, found) else key
    # what came in lies together in the index of this order (behind.py)
    in_order = filter.figures == RECEIVED and filter.order is Order.NEWEST
    if (filter.figures or filter.quality) and not in_order:
        found = _found_first(found)
    if after:
        further = Clause(f"({key}, id) {beyond} (%s, %s)", _place(after))
        found = replace(found, where=every([found.where, further]))
    size = min(size, LONGEST_PAGE)
    # a dossier that a figure counts twice stands there twice, on one page
    ordered = f"ORDER BY {place} {way}, id {way} FETCH FIRST %s ROWS WITH TIES"
    rows = [CardRow(*row) for row in _selected(_COLUMNS, found, ordered, size + 1)]
    more = len(rows) > size
    while size < len(rows) and rows[size].id == rows[size - 1].id:
        size += 1
    names = organisation.holder_names(
        frozenset(AppointmentId(row.holder_id) for row in rows if row.holder_id)
    )
    cards = tuple(card_of(row, names.get(AppointmentId(row.holder_id or 0), "")) for row in rows[:size])
    return Page(cards, cursor_of(cards[-1], filter.order) if more else "")


def cursor_of(card: DossierCard, order: Order = Order.DUE) -> str:
    """Where `card` stands in a list: given as `after`, the list goes on behind it, also when it has left."""
    return _cursor(card.due_at if order is Order.DUE else card.received_at, card.id)


def count(*, actor: Actor, filter: ListFilter, now: datetime, most: int | None = None) -> int:  # noqa: A002
    """How many rows `listing` has in all; with `most` it stops counting there."""
    found = narrowed(actor, filter, now)
    if most is not None:
        return len(_some(found, most))
    return int(_selected("count(*)", found)[0][0])


def _found_first(found: Narrowed) -> Narrowed:
    """The same rows, found before they are sorted: in the order of the list the planner would go through all there are,
    hoping to meet some of the counted ones soon.
    """
    rows = f"(SELECT {_COLUMNS} FROM {found.table.sql} WHERE {found.where.sql} OFFSET 0) dossiers_dossier"
    return Narrowed(Clause(rows, (*found.table.values, *found.where.values)), TRUE)


def _are_few(actor: Actor, found: Narrowed) -> bool:
    """True where all finds of a text are sorted more quickly than read in the order of an index until enough match."""
    return not actor.whole_province or len(_some(found, MANY)) < MANY


def _some(found: Narrowed, most: int) -> list[UUID]:
    """At most `most` ids of those rows, as the indexes give them.

    The planner does not see the limit and so cannot hope to meet so many by chance in reading the table.
    """
    sql = f"""WITH found AS MATERIALIZED (SELECT id FROM {found.table.sql} WHERE {found.where.sql})
      SELECT id FROM found LIMIT %s"""
    return [row for (row,) in _rows(sql, *found.table.values, *found.where.values, most)]


def _selected(columns: str, found: Narrowed, more: str = "", *values: Any) -> list[tuple[Any, ...]]:
    """`columns` of those rows, with `more` (and its `values`) behind."""
    sql = f"SELECT {columns} FROM {found.table.sql} WHERE {found.where.sql} {more}"
    return _rows(sql, *found.table.values, *found.where.values, *values)


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _place(after: str) -> tuple[datetime, UUID]:
    try:
        moment, record = base64.urlsafe_b64decode(after).decode().split("|")
        return local(datetime.fromisoformat(moment)), UUID(record)
    except (ValueError, OverflowError, binascii.Error):
        raise refuse("dossier.cursor_unreadable", field="cursor") from None


def _cursor(at: datetime, last: UUID) -> str:
    return base64.urlsafe_b64encode(f"{at.astimezone(UTC).isoformat()}|{last}".encode()).decode()
