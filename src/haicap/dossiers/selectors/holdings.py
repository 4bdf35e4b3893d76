"""What units hold of dossiers, seen through who goes on for whom: from indexes and kept rows, never by reading all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import connection

from haicap.kernel.clock import VIETNAM
from haicap.organisation import api as organisation
from haicap.organisation.contract import Conserved
from haicap.territory.contract import UnitId

# open ones by status; the sum of their due moments tells a moved deadline from one that stayed
_OPEN = """
SELECT d.unit_id, 'open.' || d.status, count(*), coalesce(sum(extract(epoch FROM d.due_at)::bigint), 0)
FROM dossiers_dossier d WHERE d.unit_id = ANY(%(units)s) AND d.closed_at IS NULL GROUP BY 1, 2"""
# a chain's length is the number of acts; a counter's last number is how many were given that day
_ACTS = "SELECT c.unit_id, 'acts', c.seq, 0 FROM dossiers_chain c WHERE c.unit_id = ANY(%(units)s)"
_NUMBERS = """
SELECT a.unit_id, 'numbers', sum(c.last), count(*) FROM dossiers_counter c
JOIN organisation_agency a ON a.id = c.agency_id WHERE a.unit_id = ANY(%(units)s) GROUP BY 1"""
_SINCE = """
SELECT d.unit_id, 'since', count(*), 0 FROM dossiers_dossier d
WHERE d.unit_id = ANY(%(units)s) AND d.received_at >= %(start)s GROUP BY 1"""
_HEADS = """
SELECT c.unit_id, c.seq, encode(c.hash, 'hex') FROM dossiers_chain c WHERE c.unit_id = ANY(%s) ORDER BY 1"""


def conserved(unit_ids: Sequence[UnitId]) -> tuple[Conserved, ...]:
    """Open dossiers by status with their deadlines, acts in the journals, numbers given; per owning unit."""
    return _told((_OPEN, _ACTS, _NUMBERS), unit_ids, {})


def received_since(unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
    """How many dossiers came to the units on the day `on` or later, as `since`."""
    return _told((_SINCE,), unit_ids, {"start": datetime.combine(on, time(0), VIETNAM)})


def chain_heads(unit_ids: Sequence[UnitId]) -> Mapping[str, str]:
    """By "chain <unit>" the length of each unit's journal and the hash it ends with."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [list(unit_ids)])
        return {f"chain {unit}": f"{seq} {head}" for unit, seq, head in cursor.fetchall()}


def _told(
    queries: Sequence[str], unit_ids: Sequence[UnitId], facts: Mapping[str, datetime]
) -> tuple[Conserved, ...]:
    behind = organisation.units_behind(unit_ids)
    counts: Counter[tuple[str, UnitId]] = Counter()
    totals: Counter[tuple[str, UnitId]] = Counter()
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query, {**facts, "units": sorted(behind)})
            for unit, name, count, total in cursor.fetchall():
                owner = (name, behind[UnitId(unit)])
                counts[owner] += int(count)
                totals[owner] += int(total)
    return tuple(Conserved(name, unit, n, totals[name, unit]) for (name, unit), n in sorted(counts.items()))
