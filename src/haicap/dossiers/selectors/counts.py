"""How many rows lists have: any number of lists counted at once, told apart in any number of ways."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from haicap.dossiers.contract import ListFilter
from haicap.dossiers.models.clauses import Clause, every
from haicap.dossiers.selectors.conditions import IS_OPEN, conditions, table_of
from haicap.dossiers.selectors.groupings import told_apart
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory.contract import UnitId

_GROUPS = {
    "field": "field",
    "procedure": "procedure_code",
    "status": "status",
    "unit": "unit_id",
    "holder": "holder_id",
    "step": "step_role",
}
Counted = dict[str, dict[str, int]]  # part -> value -> how many; none is missing


def counts(*, actor: Actor, parts: Mapping[str, ListFilter], now: datetime) -> dict[str, int]:
    """`count` of every one of `parts` in one query; none of them narrows by text, all are of one instant."""
    told = grouped(actor=actor, parts=parts, by=("",), now=now)[""]
    return {part: told[part].get("", 0) for part in parts}


def grouped(
    *, actor: Actor, parts: Mapping[str, ListFilter], by: Sequence[str], now: datetime
) -> dict[str, Counted]:
    """`counts` for every value of each of `by` (field, procedure, status, unit, holder, step; "" for all) that there
    is, in one query.
    """
    sums: dict[str, dict[str, Counter[str]]] = {each: {part: Counter() for part in parts} for each in by}
    rows = _rows(actor, parts, by, now)
    heirs = organisation.units_today(
        UnitId(int(value)) for _parts, each, value, _told in rows if each == "unit"
    )
    for names, each, value, told in rows:
        # what lies with merged units counts for the unit that goes on for them
        key = str(heirs[UnitId(int(value))]) if each == "unit" else value
        for part, n in zip(names, told, strict=True):
            sums[each][part][key] += n
    return {each: {part: dict(+told) for part, told in parts.items()} for each, parts in sums.items()}


def _rows(
    actor: Actor, parts: Mapping[str, ListFilter], by: Sequence[str], now: datetime
) -> list[tuple[Sequence[str], str, str, list[int]]]:
    """Which parts, told apart by what, the value, how many of each. What is open is gone through once; any other part
    has an index of its own.
    """
    if len({part.as_of for part in parts.values()}) > 1:
        raise ValueError("parts of different instants are not counted together")
    asked = {name: conditions(actor, part, now) for name, part in parts.items()}
    together = [name for name, clauses in asked.items() if IS_OPEN in clauses]
    passes = [each for each in (together, *([name] for name in asked if name not in together)) if each]
    table = table_of(actor, next(iter(parts.values())))
    queries = []
    for place, names in enumerate(passes):
        first = asked[names[0]]
        shared = [clause for clause in first if all(clause in asked[name] for name in names)]
        own = [every(clause for clause in asked[name] if clause not in shared) for name in names]
        queries.append(_query(place, own, table.table, every([table.where, *shared]), by))
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(query.sql for query in queries), [v for query in queries for v in query.values]
        )
        return [(passes[place], *told) for place, *told in cursor.fetchall()]


def _query(place: int, parts: Sequence[Clause], table: Clause, where: Clause, by: Sequence[str]) -> Clause:
    """One pass over the rows: each is looked at once, however many ways it is told apart in."""
    columns = [_GROUPS[each] for each in by if each]
    counted = [f"count(*) FILTER (WHERE {part.sql}) AS n{number}" for number, part in enumerate(parts)]
    grouped = f"GROUP BY {', '.join(columns)}" if columns else ""
    selected, sets = told_apart(by, _GROUPS)
    sums = ", ".join(f"coalesce(sum(n{number}), 0)::integer" for number in range(len(parts)))
    sql = f"""SELECT {place}, {selected}, ARRAY[{sums}] FROM (
      SELECT {", ".join([*columns, *counted])} FROM {table.sql} WHERE {where.sql} {grouped}) o {sets}"""
    own: list[Any] = [value for part in parts for value in part.values]
    return Clause(sql, (*own, *table.values, *where.values))
