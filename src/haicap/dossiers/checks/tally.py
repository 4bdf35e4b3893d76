"""I-C4: what is counted day by day is what the journal holds, entry by entry."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import rows
from haicap.dossiers.contract import Period
from haicap.dossiers.selectors.flows import FIGURE, FLOWS
from haicap.dossiers.selectors.periods import bounds
from haicap.dossiers.selectors.roots import unit_code
from haicap.kernel import clock
from haicap.platform.checks import Finding

_RECENT = timedelta(days=2)  # before today

# by unit, so that the index gives a fast run the entries of its days
_DIFFERS = f"""
WITH counted AS (
  SELECT j.unit_id, (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, {FIGURE} AS figure, d.procedure_code, d.field,
    d.channel, d.received_by_id, j.province, count(*) AS entries
  FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
  WHERE ({" OR ".join(FLOWS.values())}) AND {{of_its_days}}
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), kept AS (SELECT * FROM dossiers_tally WHERE day >= %(day)s)
SELECT unit_id, day, figure, procedure_code, field, channel, province, coalesce(kept.entries, 0),
  coalesce(counted.entries, 0)
FROM kept FULL JOIN counted USING (unit_id, day, figure, procedure_code, field, channel, received_by_id, province)
WHERE kept.entries IS DISTINCT FROM counted.entries
ORDER BY 1, 2, 3, 4, 5, 6, 7, received_by_id"""

_OF_RECENT_DAYS = "j.unit_id IN (SELECT unit_id FROM dossiers_chain) AND j.at >= %(midnight)s"


def tallied(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-C4. A fast run counts the entries of the last three days again, a full run all."""
    day = date.min if full else clock.today() - _RECENT
    days = {"day": day, "midnight": None if full else bounds(Period(day, day))[0]}
    sql = _DIFFERS.replace("{of_its_days}", "true" if full else _OF_RECENT_DAYS)
    for unit, on, figure, procedure, field, channel, province, kept, counted in rows(cursor, sql, days):
        words = f"{figure}: {kept} in the tally, {counted} in the journal"
        row = f"{on} {procedure} ({field}), {channel}, province {province}"
        yield Finding(unit_code(unit), row, words, str(counted), str(kept))
