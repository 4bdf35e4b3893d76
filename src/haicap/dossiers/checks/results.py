"""I-F2: the result handed over is the file that was signed: the journal, and so its chain, names it by its hash."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import reach, rows
from haicap.platform.checks import Finding

_EXCHANGED = """
SELECT a.code, d.number, j.seq, j.changes->>'result_sha256', f.sha256 FROM dossiers_dossier d
JOIN organisation_agency a ON a.id = d.competent_id
JOIN dossiers_journal j ON j.dossier_id = d.id AND j.changes->>'result_sha256' IS NOT NULL
LEFT JOIN documents_file f ON f.id = (j.changes->>'result_file')::uuid
WHERE d.result_file IS NOT NULL AND {reach} AND f.sha256 IS DISTINCT FROM j.changes->>'result_sha256'
ORDER BY d.number, j.seq"""


def as_signed(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-F2. Results laid down before entries named hashes are proved by I-F1 alone."""
    for unit, number, seq, signed, stored in rows(cursor, _EXCHANGED.replace("{reach}", reach(full=full))):
        words = f"the result laid down by entry {seq} is not the file stored now"
        yield Finding(unit, number, words, signed, stored or "no file")
