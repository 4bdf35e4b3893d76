"""The dossiers behind the counts of the index, one by one: what a frozen report keeps of them (decision 0020)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from haicap.dossiers.contract import Channel, DossierId, Period, QualityRow
from haicap.dossiers.selectors.periods import past_part
from haicap.dossiers.selectors.quality_index import FILED, JUDGED
from haicap.organisation.contract import AgencyId
from haicap.territory.contract import UnitId

_ROWS = f"""
SELECT d.id, d.number, q.unit_id, q.body_id, array_remove(q.names, NULL) FROM (
  SELECT c.id, c.unit_id, c.body_id, ARRAY[
    CASE WHEN c.is_late THEN 'late' WHEN NOT c.is_late THEN 'timely' END, CASE WHEN c.settled THEN 'settled' END,
    CASE WHEN c.settled AND c.electronic THEN 'electronic' END,
    CASE WHEN c.settled AND c.digitised THEN 'digitised' END] AS names FROM ({JUDGED}) c
  UNION ALL
  SELECT f.id, f.unit_id, f.body_id, ARRAY['filed', CASE WHEN f.channel = '{Channel.ONLINE}' THEN 'filed_online' END]
  FROM ({FILED}) f
) q JOIN dossiers_dossier d ON d.id = q.id ORDER BY q.unit_id, d.number, q.names"""


def quality_rows(
    *, province: str, units: Sequence[UnitId], period: Period, now: datetime
) -> Iterator[QualityRow]:
    """What the counts of exactly these `units` are counted from, by unit and number. A dossier filed and judged in the
    period is two rows. Without an actor: for the report that is being frozen.
    """
    start, end = past_part(period, now)
    values: dict[str, Any] = {
        "provinces": [province],
        "places": list(units),
        "start": start,
        "end": end,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, values)
        for dossier, number, unit, body, names in cursor.fetchall():
            yield QualityRow(DossierId(dossier), number, UnitId(unit), AgencyId(body), tuple(names))
