"""People of bodies that end: they continue their appointments in the bodies that go on, in a few statements.

Rights neither widen nor narrow: a post of the same title, roles, fields and capacity, with a number behind the title
where the new body has one of that title that differs. Heads of others than the main predecessor wait to be placed, and
so does everybody of a unit whose tier was abolished: a right in a commune is none in its province.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from haicap.organisation.contract import AgencyId, Capacity
from haicap.organisation.domain.inheritance import WAITING_POST, WAITING_POST_EN
from haicap.organisation.domain.policies import LENDERS
from haicap.organisation.domain.staffing import SYSTEM_POST
from haicap.organisation.services.tokens import forget_tokens


@dataclass(frozen=True, slots=True)
class Pair:
    """A body that ends and the one that goes on for it; where `keeps_heads`, its heads are heads there.

    Without `keeps_roles` nobody has a right there until placed: the heir stands on another tier.
    """

    old: AgencyId
    new: AgencyId
    keeps_heads: bool
    keeps_roles: bool = True


_PAIRS = """
CREATE TEMP TABLE moving_pair ON COMMIT DROP AS
SELECT * FROM unnest(%(old)s::bigint[], %(new)s::bigint[], %(heads)s::boolean[], %(roles)s::boolean[])
  AS p (old, new, keeps_heads, keeps_roles)
"""

# everybody in force on the day or later, with the post to hold; `place` tells apart posts of one title that differ
_WANTED = """
CREATE TEMP TABLE moving ON COMMIT DROP AS
WITH held AS (
  SELECT ap.id, ap.person_id, greatest(ap.starts_on, %(on)s) AS starts_on, ap.ends_on, p.new AS agency_id, po.seats,
    NOT p.keeps_roles
      OR NOT p.keeps_heads AND po.roles && %(heads)s::text[] AND po.capacity <> %(deputy)s AS waits,
    regexp_replace(po.title, ' \\(\\d+\\)$', '') AS base, po.title_en, po.roles, po.fields, po.capacity
  FROM moving_pair p
  JOIN organisation_post po ON po.agency_id = p.old AND po.title <> %(system)s
  JOIN organisation_appointment ap ON ap.post_id = po.id
  JOIN organisation_person pe ON pe.id = ap.person_id
  WHERE (ap.ends_on IS NULL OR ap.ends_on >= %(on)s)
    AND (pe.left_on IS NULL OR pe.left_on >= %(on)s)
), wanted AS (
  SELECT id, person_id, starts_on, ends_on, agency_id,
    CASE WHEN waits THEN %(waiting)s ELSE base END AS base,
    CASE WHEN waits THEN %(waiting_en)s ELSE title_en END AS title_en,
    CASE WHEN waits THEN '{}' ELSE roles END AS roles,
    CASE WHEN waits THEN '{}' ELSE fields END AS fields,
    CASE WHEN waits THEN '' ELSE capacity END AS capacity
  FROM held
), turns AS (
  SELECT *, row_number() OVER (PARTITION BY agency_id, base, person_id ORDER BY id) AS turn FROM wanted
), there AS (
  SELECT po.id AS post_id, po.agency_id, regexp_replace(po.title, ' \\(\\d+\\)$', '') AS base, po.roles, po.fields,
    po.capacity, coalesce(substring(po.title FROM ' \\((\\d+)\\)$')::int, 1) AS place
  FROM organisation_post po
  WHERE po.agency_id IN (SELECT new FROM moving_pair) AND po.closed_on IS NULL
), kinds AS (
  SELECT DISTINCT t.agency_id, t.base, t.roles, t.fields, t.capacity, t.turn,
    (SELECT min(e.place) FROM there e WHERE (e.agency_id, e.base, e.roles, e.fields, e.capacity)
      = (t.agency_id, t.base, t.roles, t.fields, t.capacity) AND t.turn = 1) AS known
  FROM turns t
), placed AS (
  SELECT k.*, coalesce(k.known,
    row_number() OVER (PARTITION BY k.agency_id, k.base, k.known IS NULL ORDER BY k.turn, k.roles, k.fields, k.capacity)
    + coalesce((SELECT max(e.place) FROM there e WHERE e.agency_id = k.agency_id AND e.base = k.base), 0)) AS place
  FROM kinds k
)
SELECT t.id, t.person_id, t.starts_on, t.ends_on, t.agency_id, t.title_en, t.roles, t.fields, t.capacity,
  t.base || CASE WHEN p.place > 1 THEN ' (' || p.place || ')' ELSE '' END AS title
FROM turns t JOIN placed p USING (agency_id, base, roles, fields, capacity, turn)
"""

_POSTS = """
INSERT INTO organisation_post AS po (agency_id, title, title_en, roles, fields, seats, capacity)
SELECT agency_id, title, min(title_en), roles, fields, count(*), capacity FROM moving
GROUP BY agency_id, title, roles, fields, capacity
ON CONFLICT (agency_id, title) WHERE closed_on IS NULL DO UPDATE SET seats = po.seats + EXCLUDED.seats
"""

_APPOINTMENTS = """
INSERT INTO organisation_appointment (person_id, post_id, starts_on, ends_on, act_number, continues_id)
SELECT m.person_id, po.id, m.starts_on, m.ends_on, %(act)s, m.id FROM moving m
JOIN organisation_post po ON po.agency_id = m.agency_id AND po.title = m.title AND po.closed_on IS NULL
ORDER BY m.id
"""

# what was lent goes on being lent, as far as the lender still holds it
_DELEGATIONS = """
INSERT INTO organisation_delegation (appointment_id, person_id, roles, capacity, act_number, starts_on, ends_on)
SELECT n.id, d.person_id, d.roles, d.capacity, d.act_number, greatest(d.starts_on, %(on)s), d.ends_on
FROM moving m JOIN organisation_delegation d ON d.appointment_id = m.id AND d.ends_on >= %(on)s
JOIN organisation_appointment n ON n.continues_id = m.id AND n.starts_on = m.starts_on
JOIN organisation_post po ON po.id = n.post_id AND d.roles <@ po.roles
"""

_SESSIONS = """
UPDATE organisation_account SET access_version = access_version + 1
WHERE person_id IN (SELECT person_id FROM moving)
"""

# appointments that continue one in a body which this reorganisation ended
_CONTINUING = """
SELECT n.id FROM organisation_succession s
JOIN organisation_post po ON po.agency_id = s.predecessor_id
JOIN organisation_appointment o ON o.post_id = po.id
JOIN organisation_appointment n ON n.continues_id = o.id
WHERE s.reorganisation = %(reorganisation)s AND s.ended_on IS NULL
"""
_GIVE_BACK = (
    f"CREATE TEMP TABLE moving_back ON COMMIT DROP AS {_CONTINUING}",
    # what ended meanwhile stays ended
    """UPDATE organisation_appointment o
    SET ends_on = CASE WHEN n.ends_on IS NOT NULL THEN greatest(n.ends_on, o.starts_on) END
    FROM organisation_appointment n WHERE n.id IN (SELECT id FROM moving_back) AND n.continues_id = o.id
      AND n.ends_on IS DISTINCT FROM o.ends_on""",
    """UPDATE organisation_appointment SET ends_on = greatest(%(last)s, starts_on)
    WHERE id IN (SELECT id FROM moving_back) AND (ends_on IS NULL OR ends_on > %(last)s)""",
    """DELETE FROM organisation_delegation
    WHERE appointment_id IN (SELECT id FROM moving_back) AND starts_on > %(last)s""",
    """UPDATE organisation_delegation SET ends_on = %(last)s
    WHERE appointment_id IN (SELECT id FROM moving_back) AND ends_on > %(last)s""",
    """UPDATE organisation_api_token SET revoked_at = %(at)s
    WHERE appointment_id IN (SELECT id FROM moving_back) AND revoked_at IS NULL""",
    """UPDATE organisation_account SET access_version = access_version + 1
    WHERE person_id IN (SELECT person_id FROM organisation_appointment WHERE id IN (SELECT id FROM moving_back))""",
)


def continue_appointments(pairs: Sequence[Pair], *, on: date, act_number: str) -> int:
    """Let everybody appointed in the old bodies on `on` or later go on in the new ones; how many did."""
    told: dict[str, Any] = {
        "old": [pair.old for pair in pairs],
        "new": [pair.new for pair in pairs],
        "heads": [pair.keeps_heads for pair in pairs],
        "roles": [pair.keeps_roles for pair in pairs],
    }
    rule: dict[str, Any] = {
        "on": on,
        "heads": sorted(LENDERS),
        "deputy": Capacity.DEPUTY.value,
        "system": SYSTEM_POST,
        "waiting": WAITING_POST,
        "waiting_en": WAITING_POST_EN,
        "act": act_number,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS moving, moving_pair")
        cursor.execute(_PAIRS, told)
        cursor.execute("ANALYZE moving_pair")
        cursor.execute(_WANTED, rule)
        people = int(cursor.rowcount)
        cursor.execute("ANALYZE moving")
        cursor.execute(_POSTS)
        cursor.execute(_APPOINTMENTS, rule)
        cursor.execute(_DELEGATIONS, rule)
        cursor.execute(_SESSIONS)
    transaction.on_commit(forget_tokens)
    return people


def end_continuations(reorganisation: UUID, *, on: date, at: datetime) -> None:
    """The day before `on` is the last of what a reorganisation continued; the appointments before it stand again."""
    last = date.fromordinal(on.toordinal() - 1)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS moving_back")
        for statement in _GIVE_BACK:
            cursor.execute(statement, {"reorganisation": reorganisation, "last": last, "at": at})
    transaction.on_commit(forget_tokens)
