"""I-C2 and I-C3: the journal explains every column of the row, and ownership passes in pairs."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import reach, rows
from haicap.dossiers.models.ledger import FOLDED, RENEWED, folded
from haicap.platform.checks import Finding


def _differs(column: str, kind: str) -> str:
    return f"CASE WHEN {folded(column, kind)} IS DISTINCT FROM d.{column} THEN '{column}' END"


def _differs_if_told(column: str, kind: str) -> str:
    return f"CASE WHEN (f.state->>'{column}')::{kind} <> d.{column} THEN '{column}' END"


_ROW_IS_FOLD = """
SELECT a.code, d.number, f.n, d.version,
  array_to_string(ARRAY[{columns}], ', ') AS differing
FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id
CROSS JOIN LATERAL (
  SELECT dossiers_fold(j.changes ORDER BY j.seq) AS state, count(*) AS n, max(j.seq) AS last
  FROM dossiers_journal j WHERE j.dossier_id = d.id) f
WHERE {reach} AND (f.n <> d.version OR f.last IS DISTINCT FROM d.version OR num_nonnulls({columns}) > 0)
ORDER BY d.number"""


def row_is_fold(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-C3. A fast run looks at the dossiers of the last three days."""
    told = [_differs(column, kind) for column, kind in FOLDED.items()]
    columns = ", ".join([*told, *(_differs_if_told(column, kind) for column, kind in RENEWED.items())])
    for unit, number, entries, version, differing in rows(
        cursor, _ROW_IS_FOLD.replace("{columns}", columns).replace("{reach}", reach(full=full))
    ):
        if entries != version:
            words = f"{entries} journal entries explain version {version}"
            yield Finding(unit, number, words, str(version), str(entries))
        else:
            words = f"the row differs from its journal in: {differing}"
            yield Finding(unit, number, words, "what the journal says", f"another {differing}")


_UNPAIRED = """
SELECT a.code, d.number, j.seq, j.action FROM dossiers_journal j
JOIN dossiers_dossier d ON d.id = j.dossier_id
JOIN organisation_agency a ON a.id = d.competent_id
LEFT JOIN dossiers_journal other ON other.dossier_id = j.dossier_id
  AND other.seq = j.seq + CASE j.action WHEN 'transferred_out' THEN 1 ELSE -1 END
WHERE d.transfer_count > 0 AND {reach} AND j.action IN ('transferred_out', 'transferred_in')
  AND (other.action IS NULL OR other.at <> j.at OR other.action NOT IN ('transferred_out', 'transferred_in')
       OR other.action = j.action)
ORDER BY d.number, j.seq"""

_MISPLACED = """
SELECT a.code, d.number, d.unit_id, j.unit_id FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id
LEFT JOIN dossiers_journal j ON j.dossier_id = d.id AND j.seq = d.version
WHERE {reach} AND (j.unit_id IS DISTINCT FROM d.unit_id OR a.unit_id <> d.unit_id)
ORDER BY d.number"""

_PASSED = """
SELECT a.code, d.number FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id
CROSS JOIN LATERAL (SELECT array_agg(DISTINCT 'a' || j.agency_id) AS agencies FROM dossiers_journal j
  WHERE j.dossier_id = d.id AND j.action = 'transferred_out') told
WHERE (d.transfer_count > 0 {or_passed}) AND {reach} AND (
  NOT d.passed @> coalesce(told.agencies, '{}') OR cardinality(d.passed) <> coalesce(cardinality(told.agencies), 0))
ORDER BY d.number"""


def transfers_pair(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-C2. A fast run looks at the dossiers of the last three days."""
    lately = reach(full=full)
    for unit, number, seq, action in rows(cursor, _UNPAIRED.replace("{reach}", lately)):
        words = f"entry {seq} ({action}) has no counterpart at the same moment"
        yield Finding(unit, number, words, "a pair", action)
    for unit, number, here, there in rows(cursor, _MISPLACED.replace("{reach}", lately)):
        words = f"owned by unit {here}, but its last entry hangs on unit {there}"
        yield Finding(unit, number, words, f"unit {there}", f"unit {here}")
    # without a transfer nobody has passed it on: a full run proves that too
    or_passed = "OR d.passed <> '{}'" if full else ""
    for unit, number in rows(cursor, _PASSED.replace("{or_passed}", or_passed).replace("{reach}", lately)):
        words = "who passed it on, by its journal, is not who may still read it"
        yield Finding(unit, number, words, "who passed it on", "others")
