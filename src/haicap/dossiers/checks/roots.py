"""I-A3: every day has one root, each over the one before, and the journal still holds the entries they name."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import rows
from haicap.dossiers.contract.roots import KeptDay
from haicap.dossiers.domain.roots import untrue
from haicap.dossiers.selectors.roots import latest_root, rewritten, roots
from haicap.platform.checks import Finding

_YOUNGEST = timedelta(days=3)

# by the database's clock, which gave the entries their times; the night's work may be missed once
_DAYS = """
WITH first AS (
  SELECT min(e.recorded_at) AS at FROM dossiers_chain c
  CROSS JOIN LATERAL (SELECT j.recorded_at FROM dossiers_journal j
    WHERE j.unit_id = c.unit_id ORDER BY j.chain_seq LIMIT 1) e
)
SELECT (first.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, r.oldest, r.youngest, r.n,
  (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 2
FROM first, (SELECT min(day) AS oldest, max(day) AS youngest, count(*) AS n FROM dossiers_root) r"""


def genuine(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-A3. A fast run looks at the last three roots, a full one at all."""
    yield from _counted(cursor)
    last = latest_root()
    since = None if full or last is None else last.day - _YOUNGEST
    kept = [KeptDay(root) for root in roots(since=since)]
    for found in (*untrue(kept), *rewritten(kept)):
        yield Finding(found.unit, found.row, found.words, found.expected, found.found)


def _counted(cursor: CursorWrapper) -> Iterator[Finding]:
    for first, oldest, youngest, count, due in rows(cursor, _DAYS):
        if first is None or first > due:
            continue  # nothing to be rooted yet
        if youngest is None or youngest < due:
            yield Finding("", f"root {due}", "days without a root", str(due), str(youngest or "none"))
        if oldest and count != (youngest - oldest).days + 1:
            expected = str((youngest - oldest).days + 1)
            yield Finding("", f"root {oldest}", "there are not as many roots as days", expected, str(count))
        if oldest and oldest > first:
            yield Finding("", f"root {first}", "the first days have no root", str(first), str(oldest))
