"""I-A1: each unit's journal is a chain of SHA-256 digests; a changed, lost or slipped-in entry breaks it."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import rows
from haicap.platform.checks import Finding

# a fast run verifies the youngest links of every chain, a full run all of them
_TAIL = 200

_BROKEN = """
WITH links AS (
  SELECT j.unit_id, j.chain_seq, j.dossier_id, j.seq, j.hash, j.previous_hash,
    j.hash = dossiers_digest(j) AS genuine,
    lag(j.hash) OVER chain AS former_hash, lag(j.chain_seq) OVER chain AS former_seq
  FROM dossiers_chain c JOIN dossiers_journal j ON j.unit_id = c.unit_id {tail}
  WINDOW chain AS (PARTITION BY j.unit_id ORDER BY j.chain_seq)
)
SELECT unit_id, chain_seq, dossier_id, seq, genuine FROM links
WHERE NOT genuine
  OR (former_seq IS NOT NULL AND (chain_seq <> former_seq + 1 OR previous_hash <> former_hash))
  OR (former_seq IS NULL AND {first})
ORDER BY unit_id, chain_seq"""

_HEADS = """
SELECT coalesce(c.unit_id, j.unit_id), c.seq, j.last, j.n FROM dossiers_chain c
FULL JOIN (SELECT unit_id, max(chain_seq) AS last, count(*) AS n FROM dossiers_journal GROUP BY unit_id) j
  ON j.unit_id = c.unit_id
WHERE c.seq IS DISTINCT FROM j.last OR c.seq IS DISTINCT FROM j.n
  OR c.hash IS DISTINCT FROM (SELECT t.hash FROM dossiers_journal t WHERE t.unit_id = c.unit_id AND t.chain_seq = c.seq)
ORDER BY 1"""


def unbroken(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-A1: digests are genuine, links follow one another, the head is the last link."""
    tail, first = ("", "chain_seq <> 1") if full else (f"AND j.chain_seq > c.seq - {_TAIL}", "false")
    for unit, link, dossier, seq, genuine in rows(
        cursor, _BROKEN.replace("{tail}", tail).replace("{first}", first)
    ):
        what = "does not follow the link before" if genuine else "was changed after it was written"
        yield Finding(f"unit {unit}", f"{dossier}/{seq}", f"link {link} {what}")
    for unit, head, last, entries in rows(cursor, _HEADS):
        yield Finding(f"unit {unit}", "head", f"head {head}, last link {last}, {entries} entries")
