"""I-S1: whoever acted held the post on the day of the act."""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper

from haicap.dossiers.checks.reading import reach, rows
from haicap.platform.checks import Finding

_WITHOUT_POST = """
SELECT a.code, d.number, j.seq, j.action, j.actor_label, t.day, p.starts_on, p.ends_on
FROM dossiers_dossier d JOIN dossiers_journal j ON j.dossier_id = d.id
CROSS JOIN LATERAL (SELECT (j.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day) t
JOIN organisation_agency a ON a.id = j.agency_id
LEFT JOIN organisation_appointment p ON p.id = j.appointment_id
WHERE {reach} AND j.appointment_id IS NOT NULL
  AND (p.id IS NULL OR t.day < p.starts_on OR t.day > p.ends_on)
ORDER BY d.number, j.seq"""


def held_the_post(cursor: CursorWrapper, full: bool) -> Iterator[Finding]:
    """I-S1. A fast run looks at the dossiers of the last three days; entries carried in name nobody."""
    for unit, number, seq, action, who, day, starts, ends in rows(
        cursor, _WITHOUT_POST.replace("{reach}", reach(full=full))
    ):
        words = f"entry {seq} ({action}) by {who}, who did not hold that post on {day}"
        yield Finding(unit, number, words, f"{starts or '…'} to {ends or '…'}", str(day))
