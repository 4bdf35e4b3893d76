"""The figures of a period, counted from the journal: what came in, what became of it, what is still open.

Flows are journal entries of the period; stocks are counted from where each dossier stood at an instant. They come
from different rows, so their identity is a proof and not a tautology (law I-C1).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection

from haicap.dossiers.contract import Action, FigureRow, Figures, Period
from haicap.dossiers.selectors.periods import bounds
from haicap.kernel.timeliness import Timeliness
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor
from haicap.territory.contract import UnitId

GROUPS = {
    "": "''",
    "unit": "unit_id::text",
    "field": "d.field",
    "procedure": "d.procedure_code",
    "channel": "d.channel",
    "officer": "coalesce(d.holder_id::text, '')",
}

_OPEN_STATUSES = "('received', 'in_process', 'awaiting_applicant')"

# where every dossier of the units stood at an instant: unit, status and due moment as of then
STANDING = f"""
  SELECT d.id, d.unit_id FROM dossiers_dossier d
  WHERE d.province = ANY(%(provinces)s) AND d.unit_id = ANY(%(units)s) AND d.transfer_count = 0
    AND d.received_at < %(instant)s AND d.closed_at IS NULL
  UNION ALL
  SELECT d.id, d.unit_id FROM dossiers_dossier d
  WHERE d.province = ANY(%(provinces)s) AND d.unit_id = ANY(%(units)s) AND d.transfer_count = 0
    AND d.received_at < %(instant)s AND d.closed_at >= %(instant)s
  UNION ALL
  SELECT moved.id, s.unit_id FROM (
    SELECT d.id FROM dossiers_dossier d
    WHERE d.province = ANY(%(provinces)s) AND d.unit_id = ANY(%(units)s) AND d.transfer_count > 0
    UNION
    SELECT j.dossier_id FROM dossiers_journal j
    WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(units)s) AND j.action = '{Action.TRANSFER_OUT}'
  ) moved CROSS JOIN LATERAL (
    SELECT j.unit_id, j.status_after FROM dossiers_journal j
    WHERE j.dossier_id = moved.id AND j.at < %(instant)s ORDER BY j.seq DESC LIMIT 1) s
  WHERE s.unit_id = ANY(%(units)s)
    AND s.status_after IN {_OPEN_STATUSES}
"""

_CARRIED = (
    "SELECT {group} AS key, count(*) FROM ("
    + STANDING
    + ") o LEFT JOIN dossiers_dossier d USING (id) GROUP BY 1"
)

STOCKS: dict[str, str] = {
    "in_process_within": "s.status_after <> 'awaiting_applicant' AND t.due_at >= %(instant)s",
    "in_process_overdue": "s.status_after <> 'awaiting_applicant' AND t.due_at < %(instant)s",
    "awaiting_applicant": "s.status_after = 'awaiting_applicant'",
}

STANDING_AS = (
    "("
    + STANDING
    + """) o JOIN dossiers_dossier d USING (id)
  CROSS JOIN LATERAL (SELECT j.status_after FROM dossiers_journal j
    WHERE j.dossier_id = d.id AND j.at < %(instant)s ORDER BY j.seq DESC LIMIT 1) s
  CROSS JOIN LATERAL (SELECT (j.changes->>'due_at')::timestamptz AS due_at FROM dossiers_journal j
    WHERE j.dossier_id = d.id AND j.at < %(instant)s AND j.changes ? 'due_at' ORDER BY j.seq DESC LIMIT 1) t"""
)

_STOCK = (
    "SELECT {group} AS key, "
    + ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in STOCKS.values())
    + f" FROM {STANDING_AS} GROUP BY 1"
)

FLOWS: dict[str, str] = {
    "received": f"j.action = '{Action.RECEIVE}'",
    "transferred_in": f"j.action = '{Action.TRANSFER_IN}'",
    "transferred_out": f"j.action = '{Action.TRANSFER_OUT}'",
    "settled_early": f"j.timeliness = '{Timeliness.EARLY}'",
    "settled_on_time": f"j.timeliness = '{Timeliness.ON_TIME}'",
    "settled_overdue": f"j.timeliness = '{Timeliness.OVERDUE}'",
    "returned": f"j.action = '{Action.RETURN}'",
    "refused": f"j.action = '{Action.REFUSE}'",
    "stopped": f"j.action = '{Action.STOP}'",
    "withdrawn": f"j.action = '{Action.WITHDRAW}'",
    "void": f"j.action = '{Action.VOID}'",
}

_FLOW = (
    "SELECT {group} AS key, "
    + ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in FLOWS.values())
    # left, so that the planner drops the join where no column of the dossier is asked for
    + """ FROM dossiers_journal j LEFT JOIN dossiers_dossier d ON d.id = j.dossier_id
  WHERE j.province = ANY(%(provinces)s) AND j.unit_id = ANY(%(units)s) AND j.at >= %(start)s AND j.at < %(end)s
  GROUP BY 1"""
)


def figures(
    *, actor: Actor, units: Sequence[UnitId], period: Period, now: datetime, by: str = ""
) -> tuple[FigureRow, ...]:
    """Figures of the competent `units` (with those merged into them) for the local days of `period`, grouped `by` a key
    of GROUPS.

    Stocks are those at the end of the period, or at `now` where the period is not over. Labels repeat the keys:
    the caller knows names. Counts hold no personal data; the actor gives the province.
    """
    behind = organisation.units_behind(units)
    rows = count_figures(
        provinces=sorted(actor.provinces), units=sorted(behind), period=period, now=now, by=by
    )
    return _on_todays_map(rows, behind) if by == "unit" else rows


def _on_todays_map(rows: Sequence[FigureRow], behind: Mapping[UnitId, UnitId]) -> tuple[FigureRow, ...]:
    """What merged units hold counts under the unit asked for."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[str(behind[UnitId(int(row.key))]) if row.key else ""].update(asdict(row.figures))
    return tuple(FigureRow(key, key, Figures(**told)) for key, told in sorted(sums.items()))


def count_figures(
    *, provinces: Sequence[str], units: Sequence[UnitId], period: Period, now: datetime, by: str = ""
) -> tuple[FigureRow, ...]:
    """`figures` of exactly these units, without an actor: for the law that proves them."""
    start, end = bounds(period)
    end = max(start, min(end, now))
    scope = {"provinces": list(provinces), "units": list(units)}
    carried = _rows(_CARRIED, _group(by, "o"), {**scope, "instant": start})
    flows = _rows(_FLOW, _group(by, "j"), {**scope, "start": start, "end": end})
    stocks = _rows(_STOCK, _group(by, "o"), {**scope, "instant": end})
    keys = sorted({*carried, *flows, *stocks} or {""})
    return tuple(
        FigureRow(
            key,
            key,
            Figures(
                carried_over=carried.get(key, (0,))[0],
                **dict(zip(FLOWS, flows.get(key, (0,) * len(FLOWS)), strict=True)),
                **dict(zip(STOCKS, stocks.get(key, (0,) * len(STOCKS)), strict=True)),
            ),
        )
        for key in keys
    )


def _group(by: str, source: str) -> str:
    return f"{source}.{GROUPS[by]}" if by == "unit" else GROUPS[by]


def _rows(template: str, group: str, parameters: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(template.replace("{group}", group), parameters)
        return {str(key): tuple(counts) for key, *counts in cursor.fetchall()}
