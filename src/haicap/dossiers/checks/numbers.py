"""I-N1: the numbers an agency gave on a day are 1 to n without gap or double; voided dossiers keep theirs."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import rows
from haicap.platform.checks import Finding

_NOT_DENSE = """
SELECT a.code, coalesce(c.day, n.day), coalesce(c.last, 0), coalesce(n.held, 0), n.lowest, n.highest
FROM dossiers_counter c
FULL JOIN (
  SELECT number_agency_id AS agency_id, number_day AS day, count(*) AS held,
    min(number_sequence) AS lowest, max(number_sequence) AS highest
  FROM dossiers_dossier WHERE number_agency_id IS NOT NULL GROUP BY 1, 2
) n ON n.agency_id = c.agency_id AND n.day = c.day
JOIN organisation_agency a ON a.id = coalesce(c.agency_id, n.agency_id)
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
    for agency, day, last, held, lowest, highest in rows(cursor, _NOT_DENSE):
        words = f"{last} numbers given, {held} held, from {lowest} to {highest}"
        yield Finding(agency, str(day), words, f"1 to {last}", f"{held} from {lowest} to {highest}")
    if full:
        for agency, number, sequence in rows(cursor, _MISNUMBERED):
            yield Finding(
                agency, number, "the number does not say its own day and sequence", sequence, number
            )
