"""I-A1: each unit's journal is a chain of SHA-256 digests; a changed, lost or slipped-in entry breaks it."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import rows
from haicap.dossiers.selectors.roots import unit_code
from haicap.platform.checks import Finding

# a fast run verifies the youngest links of every chain, a full run all of them
_TAIL = 200

_BROKEN = """
WITH links AS (
  SELECT j.*, lag(j.hash) OVER chain AS former_hash, lag(j.chain_seq) OVER chain AS former_seq
  FROM dossiers_chain c CROSS JOIN LATERAL (
    SELECT e.unit_id, e.chain_seq, e.dossier_id, e.seq, e.hash, e.previous_hash, e.hash = dossiers_digest(e) AS genuine
    FROM dossiers_journal e WHERE e.unit_id = c.unit_id {youngest}) j
  WINDOW chain AS (PARTITION BY j.unit_id ORDER BY j.chain_seq)
)
SELECT unit_id, chain_seq, dossier_id, seq, genuine FROM links
WHERE NOT genuine
  OR (former_seq IS NOT NULL AND (chain_seq <> former_seq + 1 OR previous_hash <> former_hash))
  OR (former_seq IS NULL AND {first})
ORDER BY unit_id, chain_seq"""

# the limit makes the database walk the end of each chain instead of reading the whole journal
_YOUNGEST = f"ORDER BY e.chain_seq DESC LIMIT {_TAIL}"

_COUNTED = """
SELECT coalesce(c.unit_id, j.unit_id), c.seq, j.last, j.n FROM dossiers_chain c
FULL JOIN (SELECT unit_id, max(chain_seq) AS last, count(*) AS n FROM dossiers_journal GROUP BY unit_id) j
  ON j.unit_id = c.unit_id
WHERE c.seq IS DISTINCT FROM j.last OR c.seq IS DISTINCT FROM j.n
ORDER BY 1"""

_HEADS = """
SELECT c.unit_id, c.seq, j.chain_seq FROM dossiers_chain c
LEFT JOIN LATERAL (
  SELECT e.chain_seq, e.hash FROM dossiers_journal e WHERE e.unit_id = c.unit_id ORDER BY e.chain_seq DESC LIMIT 1
) j ON true
WHERE c.seq IS DISTINCT FROM j.chain_seq OR c.hash IS DISTINCT FROM j.hash
ORDER BY 1"""


def unbroken(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-A1: digests are genuine, links follow one another, the head is the last link; a full run also counts them."""
    youngest, first = ("", "chain_seq <> 1") if full else (_YOUNGEST, "false")
    for unit, link, dossier, seq, genuine in rows(
        cursor, _BROKEN.replace("{youngest}", youngest).replace("{first}", first)
    ):
        what = "does not follow the link before" if genuine else "was changed after it was written"
        yield Finding(
            unit_code(unit), f"{dossier}/{seq}", f"link {link} {what}", "the link as written", "another"
        )
    for unit, head, last in rows(cursor, _HEADS):
        yield Finding(
            unit_code(unit), "head", f"head {head} is not the last link {last}", str(last), str(head)
        )
    if full:
        for unit, head, last, entries in rows(cursor, _COUNTED):
            words = f"head {head}, last link {last}, {entries} entries"
            found = entries if entries != head else last
            yield Finding(unit_code(unit), "head", words, str(head), str(found))
