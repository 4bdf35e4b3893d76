"""I-N1: the numbers an agency gave on a day are 1 to n without gap or double; voided dossiers keep theirs."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import earliest, reach, rows
from haicap.platform.checks import Finding

# a fast run looks at the series of which a dossier has moved lately, and at those of the last days
_NOT_DENSE = """
WITH series AS (
  SELECT d.number_agency_id AS agency_id, d.number_day AS day FROM dossiers_dossier d
  WHERE d.number_agency_id IS NOT NULL AND {reach}
  UNION SELECT c.agency_id, c.day FROM dossiers_counter c WHERE c.day >= %(since)s
)
SELECT a.code, s.day, coalesce(c.last, 0), n.held, n.lowest, n.highest
FROM series s JOIN organisation_agency a ON a.id = s.agency_id
LEFT JOIN dossiers_counter c ON c.agency_id = s.agency_id AND c.day = s.day
CROSS JOIN LATERAL (
  SELECT count(*) AS held, min(d.number_sequence) AS lowest, max(d.number_sequence) AS highest
  FROM dossiers_dossier d WHERE d.number_agency_id = s.agency_id AND d.number_day = s.day
) n
WHERE c.carried IS NOT TRUE
  AND (n.held IS DISTINCT FROM c.last OR n.lowest IS DISTINCT FROM 1 OR n.highest IS DISTINCT FROM c.last)
ORDER BY 1, 2"""

_MISNUMBERED = """
SELECT a.code, d.number, to_char(d.number_day, 'YYMMDD') || '-' || d.number_sequence
FROM dossiers_dossier d JOIN organisation_agency a ON a.id = d.number_agency_id
WHERE right(d.number, greatest(4, length(d.number_sequence::text)) + 8)
  IS DISTINCT FROM '-' || to_char(d.number_day, 'YYMMDD') || '-'
    || lpad(d.number_sequence::text, greatest(4, length(d.number_sequence::text)), '0')
ORDER BY d.number"""


def dense(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-N1. Numbers that came with a dossier from another system are only held to be unique."""
    sql, since = _NOT_DENSE.replace("{reach}", reach(full=full)), earliest(full=full)
    for agency, day, last, held, lowest, highest in rows(cursor, sql, {"since": since}):
        words = f"{last} numbers given, {held} held, from {lowest} to {highest}"
        yield Finding(agency, str(day), words, f"1 to {last}", f"{held} from {lowest} to {highest}")
    if full:
        for agency, number, sequence in rows(cursor, _MISNUMBERED):
            yield Finding(
                agency, number, "the number does not say its own day and sequence", sequence, number
            )
