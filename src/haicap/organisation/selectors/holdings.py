"""What the bodies of units hold that no merger may lose or double: people in their posts, and their accounts.

The machine's own post is not counted: every provincial committee has one of its own.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from haicap.organisation.contract import AgencyId, Conserved
from haicap.organisation.domain.staffing import SYSTEM_POST
from haicap.territory.contract import UnitId

# appointments in force on the day in bodies in force on the day
_IN_FORCE = """
FROM organisation_agency a
JOIN organisation_post po ON po.agency_id = a.id
JOIN organisation_appointment ap ON ap.post_id = po.id
JOIN organisation_person p ON p.id = ap.person_id
WHERE a.unit_id = ANY(%(units)s) AND a.valid_from <= %(on)s AND (a.valid_to IS NULL OR a.valid_to > %(on)s)
  AND ap.starts_on <= %(on)s AND (ap.ends_on IS NULL OR ap.ends_on >= %(on)s)
  AND (p.left_on IS NULL OR p.left_on >= %(on)s) AND po.title <> %(system)s
"""
_APPOINTMENTS = f"SELECT a.unit_id, count(*) {_IN_FORCE} GROUP BY 1 ORDER BY 1"
_ACCOUNTS = f"""
SELECT a.unit_id, count(*) {_IN_FORCE}
  AND EXISTS (SELECT 1 FROM organisation_account c WHERE c.person_id = p.id AND c.is_active)
GROUP BY 1 ORDER BY 1"""
_BODIES = """
SELECT unit_id, count(*) FROM organisation_agency a
WHERE a.unit_id = ANY(%(units)s) AND a.valid_from <= %(on)s AND (a.valid_to IS NULL OR a.valid_to > %(on)s)
GROUP BY 1 ORDER BY 1"""
_POSTS = """
SELECT a.unit_id, count(*) FROM organisation_post po JOIN organisation_agency a ON a.id = po.agency_id
WHERE a.unit_id = ANY(%(units)s) AND a.valid_to IS NULL AND po.closed_on IS NULL GROUP BY 1 ORDER BY 1"""
_LENT = _IN_FORCE.replace("WHERE", "JOIN organisation_delegation d ON d.appointment_id = ap.id WHERE")
_DELEGATIONS = f"SELECT a.unit_id, count(*) {_LENT} AND d.ends_on >= %(on)s GROUP BY 1 ORDER BY 1"
_COUNTERS = """
SELECT a.unit_id, count(*) FROM organisation_counter c JOIN organisation_agency a ON a.id = c.agency_id
WHERE a.unit_id = ANY(%(units)s) AND a.valid_to IS NULL AND c.closed_on IS NULL GROUP BY 1 ORDER BY 1"""


def conserved(unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
    """Appointments in force and active accounts behind them, per unit."""
    return _told({"appointments": _APPOINTMENTS, "accounts": _ACCOUNTS}, unit_ids, on)


def worth_knowing(unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
    """Bodies, posts, counters and delegations that end or go on elsewhere."""
    asked = {"bodies": _BODIES, "posts": _POSTS, "counters": _COUNTERS, "delegations": _DELEGATIONS}
    return _told(asked, unit_ids, on)


def _told(queries: dict[str, str], unit_ids: Sequence[UnitId], on: date) -> tuple[Conserved, ...]:
    found: list[Conserved] = []
    with connection.cursor() as cursor:
        for name, query in queries.items():
            cursor.execute(query, {"units": list(unit_ids), "on": on, "system": SYSTEM_POST})
            found += [Conserved(name, UnitId(unit), n) for unit, n in cursor.fetchall()]
    return tuple(found)


_PEOPLE = """
SELECT po.agency_id, count(DISTINCT ap.person_id) FROM organisation_post po
JOIN organisation_appointment ap ON ap.post_id = po.id
JOIN organisation_account c ON c.person_id = ap.person_id AND c.is_active
WHERE po.agency_id = ANY(%(agencies)s) AND po.title <> %(system)s
  AND ap.starts_on <= %(on)s AND (ap.ends_on IS NULL OR ap.ends_on >= %(on)s)
GROUP BY 1 ORDER BY 1"""


def people_in(agency_ids: frozenset[AgencyId], day: date) -> dict[AgencyId, int]:
    """How many people with an account hold a post in each of the bodies on `day`; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"agencies": sorted(agency_ids), "on": day, "system": SYSTEM_POST})
        return {AgencyId(agency): count for agency, count in cursor.fetchall()}
