"""Who goes on for whom: the one place that follows successions. Everybody else compares with its answers.

A line is a body with every body it succeeded, however long ago; an heir is the living end of a line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from haicap.kernel.memory import remembered
from haicap.organisation.contract import AgencyId, AgencyKind, AppointmentId, BodySuccession
from haicap.organisation.models import Succession
from haicap.platform.statements import Statement
from haicap.territory.contract import UnitId

NOTICED_WITHIN = 5.0  # seconds until every process knows of a change
_HEADS = [AgencyKind.COMMITTEE.value, AgencyKind.PROVINCIAL_COMMITTEE.value]

_LINES = Statement("""
WITH RECURSIVE line (head, id) AS (
  SELECT a.id, a.id FROM organisation_agency a
  WHERE a.id = %(head)s::bigint OR (%(tie)s::text = 'committee' AND a.committee_id = %(head)s)
    OR (%(tie)s = 'parent' AND a.parent_id = %(head)s)
  UNION
  SELECT l.head, s.predecessor_id FROM line l
  JOIN organisation_succession s ON s.successor_id = l.id AND s.ended_on IS NULL
)
SELECT l.head, l.id, a.province_code FROM line l JOIN organisation_agency a ON a.id = l.id
""")

_TENURES = Statement("""
WITH RECURSIVE line (id) AS (
  SELECT %(appointment)s::bigint
  UNION SELECT p.continues_id FROM line l JOIN organisation_appointment p ON p.id = l.id
  WHERE p.continues_id IS NOT NULL
) SELECT id FROM line
""")

_UNITS = """
WITH RECURSIVE line (head, id) AS (
  SELECT u, u FROM unnest(%s::bigint[]) u
  UNION
  SELECT l.head, old.unit_id FROM line l
  JOIN organisation_agency new ON new.unit_id = l.id AND new.kind = ANY(%s)
  JOIN organisation_succession s ON s.successor_id = new.id AND s.ended_on IS NULL
  JOIN organisation_agency old ON old.id = s.predecessor_id AND old.kind = ANY(%s)
)
SELECT head, id FROM line
"""

_BODIES = """
WITH RECURSIVE line (head, id) AS (
  SELECT b, b FROM unnest(%s::bigint[]) b
  UNION
  SELECT l.head, s.predecessor_id FROM line l
  JOIN organisation_succession s ON s.successor_id = l.id AND s.ended_on IS NULL
)
SELECT head, id FROM line
"""

# also those that were undone: what was, was
_FROM = Statement("""
WITH RECURSIVE line (id) AS (
  SELECT b FROM unnest(%(bodies)s::bigint[]) b
  UNION
  SELECT s.successor_id FROM line l JOIN organisation_succession s ON s.predecessor_id = l.id
)
SELECT s.id, s.predecessor_id, s.successor_id, s.starts_on, s.ended_on
FROM line l JOIN organisation_succession s ON s.predecessor_id = l.id ORDER BY s.starts_on, s.id
""")

_TODAY = """
WITH RECURSIVE line (unit, id, steps) AS (
  SELECT u, u, 0 FROM unnest(%s::bigint[]) u
  UNION
  SELECT l.unit, new.unit_id, l.steps + 1 FROM line l
  JOIN organisation_agency old ON old.unit_id = l.id AND old.kind = ANY(%s)
  JOIN organisation_succession s ON s.predecessor_id = old.id AND s.ended_on IS NULL
  JOIN organisation_agency new ON new.id = s.successor_id AND new.kind = ANY(%s)
)
SELECT DISTINCT ON (unit) unit, id FROM line ORDER BY unit, steps DESC
"""


class Lines(NamedTuple):
    """The line of every body below a head, and the provinces they were founded in."""

    of: Mapping[AgencyId, frozenset[AgencyId]]
    provinces: frozenset[str]

    @property
    def everybody(self) -> frozenset[AgencyId]:
        """All lines together."""
        return frozenset().union(*self.of.values())


def lines_below(head: AgencyId, tie: str) -> Lines:
    """The lines of a body and of those tied to it (`committee`, `parent`, or "" for nobody else). One query."""
    found: dict[AgencyId, set[AgencyId]] = defaultdict(set)
    provinces: set[str] = set()
    for mine, known, province in _LINES.rows(head=head, tie=tie):
        found[AgencyId(mine)].add(AgencyId(known))
        provinces.add(province)
    return Lines({mine: frozenset(known) for mine, known in found.items()}, frozenset(provinces))


def tenures_of(appointment_id: int) -> frozenset[AppointmentId]:
    """An appointment with those it continues. One query."""
    return frozenset(AppointmentId(pk) for (pk,) in _TENURES.rows(appointment=appointment_id))


@remembered(seconds=NOTICED_WITHIN)
def heir_of(agency_id: AgencyId) -> AgencyId:
    """Who goes on for a body today: itself, where it was not merged away."""
    heir = agency_id
    while (after := _successor(heir)) is not None:
        heir = after
    return heir


def _successor(agency_id: AgencyId) -> AgencyId | None:
    rows = Succession.objects.filter(predecessor_id=agency_id, ended_on__isnull=True)
    found = rows.order_by("id").values_list("successor_id", flat=True).first()
    return AgencyId(found) if found is not None else None


def units_behind(unit_ids: Iterable[UnitId]) -> Mapping[UnitId, UnitId]:
    """Every unit whose records the units own today, themselves included, with the one of them that owns it."""
    return _units_behind(frozenset(unit_ids))


@remembered(seconds=NOTICED_WITHIN)
def _units_behind(unit_ids: frozenset[UnitId]) -> Mapping[UnitId, UnitId]:
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, [sorted(unit_ids), _HEADS, _HEADS])
        behind = {UnitId(known): UnitId(head) for head, known in cursor.fetchall()}
    return MappingProxyType(behind | {unit: unit for unit in unit_ids})


def bodies_behind(heads: Iterable[AgencyId]) -> Mapping[AgencyId, frozenset[AgencyId]]:
    """For every head the bodies whose records it owns today or, where it ended, owned then; itself included."""
    found: dict[AgencyId, set[AgencyId]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_BODIES, [sorted(heads)])
        for head, body in cursor.fetchall():
            found[AgencyId(head)].add(AgencyId(body))
    return {head: frozenset(bodies) for head, bodies in found.items()}


def successions_from(bodies: Iterable[AgencyId]) -> tuple[BodySuccession, ...]:
    """Who went on for the bodies, and for these in turn, by day; also what an annulment ended."""
    return _successions_from(frozenset(bodies))


@remembered(seconds=NOTICED_WITHIN)
def _successions_from(bodies: frozenset[AgencyId]) -> tuple[BodySuccession, ...]:
    rows = _FROM.rows(bodies=sorted(bodies))
    return tuple(
        BodySuccession(pk, AgencyId(old), AgencyId(new), since, until) for pk, old, new, since, until in rows
    )


def successions_of(reorganisation: UUID) -> tuple[BodySuccession, ...]:
    """All that a reorganisation and its annulment made, in the order they were made."""
    rows = Succession.objects.filter(reorganisation=reorganisation).order_by("id")
    told = rows.values_list("id", "predecessor_id", "successor_id", "starts_on", "ended_on")
    return tuple(
        BodySuccession(pk, AgencyId(old), AgencyId(new), since, until) for pk, old, new, since, until in told
    )


def units_today(unit_ids: Iterable[UnitId]) -> Mapping[UnitId, UnitId]:
    """For every unit the one that owns its records today: itself, where it was not merged away."""
    return _units_today(frozenset(unit_ids))


@remembered(seconds=NOTICED_WITHIN)
def _units_today(unit_ids: frozenset[UnitId]) -> Mapping[UnitId, UnitId]:
    with connection.cursor() as cursor:
        cursor.execute(_TODAY, [sorted(unit_ids), _HEADS, _HEADS])
        return MappingProxyType({UnitId(unit): UnitId(heir) for unit, heir in cursor.fetchall()})


def forget() -> None:
    """Ask the database anew: after a reorganisation."""
    heir_of.forget()
    _successions_from.forget()
    _units_today.forget()
    _units_behind.forget()
