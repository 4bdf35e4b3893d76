"""Dossiers as the index of service quality sees them (Decision 766/QĐ-TTg): its own classes, counts and lists.

The index is stricter than our classes and looks at each dossier as it stood when the period ended:

- what ended with a result, by return, refusal, stop or withdrawal counts by its end; a mistaken intake never does;
- more than one request for a supplement is late, settled or not;
- one request that nobody has answered ends the dossier at that request, in the period it was made in;
- what is open and past its time counts as late, by the end of the period; what is open within its time is not judged.

A dossier that a lawful stop holds is measured by the beginning of that stop.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from haicap.dossiers.contract import Action, Channel, Period, QualityCounts, View
from haicap.dossiers.models.clauses import Clause
from haicap.dossiers.selectors.behind import among, by_place
from haicap.dossiers.selectors.flows import tallied
from haicap.dossiers.selectors.periods import counted_days, past_part
from haicap.dossiers.selectors.standing import STANDING
from haicap.kernel.errors import refuse
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, AgencyId
from haicap.territory.contract import UnitId

_RESULT = """d.settled_at IS NOT NULL AS settled, d.result_file IS NOT NULL AS electronic,
    d.result_file IS NOT NULL
      AND EXISTS (SELECT FROM dossiers_component_file f WHERE f.dossier_id = d.id) AS digitised"""
_HERE = "d.province = ANY(%(provinces)s) AND d.unit_id = ANY(%(places)s)"

# a dossier closed while a stop stood: the closing act ended that stop at the same instant (domain/acts.py)
_ENDED = f"""
SELECT d.id, d.unit_id, d.competent_id AS body_id,
  d.supplement_count > 1 OR coalesce(nullif(d.timeliness, '') = 'overdue', held.since > d.due_at) AS is_late,
  {_RESULT}
FROM dossiers_dossier d CROSS JOIN LATERAL (
  SELECT d.settled_at IS NULL AND coalesce((d.stops->-1->>2)::timestamptz = d.closed_at, false) AS stands) stop
CROSS JOIN LATERAL (
  SELECT CASE WHEN stop.stands THEN (d.stops->-1->>1)::timestamptz ELSE d.closed_at END AS since) held
WHERE {_HERE} AND d.closed_at >= %(start)s AND d.closed_at < %(end)s AND d.status <> 'void'
  AND (held.since >= %(start)s OR d.supplement_count > 1 OR d.stops->-1->>0 <> 'supplement')"""

# of what moved since the instant the journal is read once, from its beginning up to there
_OPEN = f"""
SELECT o.id, o.place_id AS unit_id, coalesce(past.body_id, d.competent_id) AS body_id,
  then_.asked > 1 OR (CASE WHEN then_.waits THEN then_.since ELSE %(instant)s END) > then_.due_at AS is_late,
  false AS settled, false AS electronic, false AS digitised
FROM ({STANDING[View.COMPETENT]}) o JOIN dossiers_dossier d ON d.id = o.id
  LEFT JOIN LATERAL (SELECT
      count(*) FILTER (WHERE j.action = '{Action.ASK_SUPPLEMENT}') AS asked,
      (array_agg(j.status_after ORDER BY j.seq DESC))[1] AS status,
      (array_agg(j.agency_id ORDER BY j.seq DESC))[1] AS body_id,
      (array_agg(j.changes->>'due_at' ORDER BY j.seq DESC) FILTER (WHERE j.changes ? 'due_at'))[1] AS due_at,
      (array_agg(j.changes->'stops'->-1 ORDER BY j.seq DESC) FILTER (WHERE j.changes ? 'stops'))[1] AS stop
    FROM dossiers_journal j WHERE o.last_at >= %(instant)s AND j.dossier_id = o.id AND j.at < %(instant)s
  ) past ON o.last_at >= %(instant)s
  CROSS JOIN LATERAL (SELECT coalesce(past.stop, CASE WHEN past.status IS NULL THEN d.stops->-1 END) AS stop) last_
  CROSS JOIN LATERAL (SELECT coalesce(past.asked, d.supplement_count) AS asked,
    coalesce(past.due_at::timestamptz, o.due_at) AS due_at,
    coalesce(past.status, o.status) = 'awaiting_applicant' AS waits,
    last_.stop->>0 AS kind, (last_.stop->>1)::timestamptz AS since) then_
WHERE then_.asked > 1
  OR (then_.waits AND then_.kind = 'supplement' AND then_.since >= %(start)s)
  OR (then_.waits AND then_.kind <> 'supplement' AND then_.since > then_.due_at)
  OR (NOT then_.waits AND then_.due_at < %(instant)s)"""

JUDGED = f"{_ENDED} UNION ALL {_OPEN}".replace("%(instant)s", "%(end)s")

FILED = f"""SELECT d.id, j.unit_id, j.agency_id AS body_id, d.channel FROM dossiers_journal j
  JOIN dossiers_dossier d ON d.id = j.dossier_id
  WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(places)s) AND j.at >= %(start)s AND j.at < %(end)s
    AND j.action = '{Action.RECEIVE}'"""

_SETTLED = f"""SELECT d.id, d.unit_id, d.competent_id AS body_id, {_RESULT}
  FROM dossiers_dossier d WHERE {_HERE} AND d.settled_at >= %(start)s AND d.settled_at < %(end)s"""

# name of a list -> rows of which it consists
_LISTS: Mapping[str, tuple[str, str]] = {
    "filed": (FILED, "TRUE"),
    "filed_online": (FILED, f"q.channel = '{Channel.ONLINE}'"),
    "judged": (JUDGED, "TRUE"),
    "timely": (JUDGED, "NOT q.is_late"),
    "late": (JUDGED, "q.is_late"),
    "settled": (_SETTLED, "TRUE"),
    "electronic": (_SETTLED, "q.electronic"),
    "not_electronic": (_SETTLED, "NOT q.electronic"),
    "digitised": (_SETTLED, "q.digitised"),
    "not_digitised": (_SETTLED, "NOT q.digitised"),
}

# counts by a key, in the order of _COUNTED
_COUNTED = ("timely", "late", "settled", "electronic", "digitised", "filed", "filed_online")
_ENDS = f"""SELECT q.{{key}}, count(*) FILTER (WHERE NOT q.is_late), count(*) FILTER (WHERE q.is_late),
    count(*) FILTER (WHERE q.settled), count(*) FILTER (WHERE q.settled AND q.electronic),
    count(*) FILTER (WHERE q.settled AND q.digitised), 0, 0
  FROM ({JUDGED}) q GROUP BY 1"""
_INTAKES = f"""SELECT q.{{key}}, 0, 0, 0, 0, 0, count(*), count(*) FILTER (WHERE q.channel = '{Channel.ONLINE}')
  FROM ({FILED}) q GROUP BY 1"""
_TALLIED_INTAKES = f"""SELECT q.place_id, 0, 0, 0, 0, 0, coalesce(sum(q.entries), 0),
    coalesce(sum(q.entries) FILTER (WHERE q.channel = '{Channel.ONLINE}'), 0)
  FROM ({tallied(View.COMPETENT, ["received"])}) q GROUP BY 1"""


def quality_by_unit(
    *, actor: Actor, units: Sequence[UnitId], period: Period, now: datetime
) -> Mapping[UnitId, QualityCounts]:
    """Counts of each of the competent `units` (with those merged into them) for the local days of `period`.

    A period that is not over ends at `now`. One statement, whatever the number of units. Counts hold no personal
    data; the actor gives the province.
    """
    behind = organisation.units_behind(units)
    sql = " UNION ALL ".join((_ENDS, _TALLIED_INTAKES)).format(key="unit_id")
    rows = _rows(sql, _scope(actor, sorted(behind), period, now))
    sums: dict[UnitId, Counter[str]] = defaultdict(Counter)
    for unit, counts in rows:
        sums[behind[UnitId(unit)]].update(counts)
    return {unit: QualityCounts(**sums[unit]) for unit in units}


def quality_by_body(
    *, actor: Actor, unit: UnitId, period: Period, now: datetime
) -> Mapping[AgencyId, QualityCounts]:
    """The same of one unit (the province's), for each of its competent bodies that go on today."""
    units = sorted(organisation.units_behind([unit]))
    sql = " UNION ALL ".join((_ENDS, _INTAKES)).format(key="body_id")
    sums: dict[AgencyId, Counter[str]] = defaultdict(Counter)
    for body, counts in _rows(sql, _scope(actor, units, period, now)):
        sums[organisation.heir_of(AgencyId(body))].update(counts)
    return {body: QualityCounts(**counts) for body, counts in sums.items()}


def behind_quality(
    name: str,
    *,
    provinces: Sequence[str],
    units: Sequence[UnitId],
    bodies: Sequence[AgencyId],
    period: Period,
    now: datetime,
) -> Clause:
    """Dossiers that the count `name` of `units` (only of `bodies` where some are named) holds in `period`.

    Refuses `dossier.figure_unknown`.
    """
    if name not in _LISTS:
        raise refuse("dossier.figure_unknown", field="quality", figure=name)
    rows, condition = _LISTS[name]
    only = " AND q.body_id = ANY(%(bodies)s)" if bodies else ""
    start, end = past_part(period, now)
    values: dict[str, Any] = {"provinces": list(provinces), "places": list(units), "bodies": list(bodies)}
    values |= {"start": start, "end": end, "now": now}
    return among(by_place(f"SELECT q.id FROM ({rows}) q WHERE {condition}{only}", values))


def _scope(actor: Actor, units: Sequence[UnitId], period: Period, now: datetime) -> Mapping[str, Any]:
    scope = {"provinces": sorted(actor.provinces), "places": list(units), "now": now}
    return scope | counted_days(period, now)


def _rows(sql: str, values: Mapping[str, Any]) -> list[tuple[int, dict[str, int]]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [
            (key, {name: int(count) for name, count in zip(_COUNTED, told, strict=True)})
            for key, *told in cursor.fetchall()
        ]
