"""The story that each unit's chain tells, without the moments at which the database wrote it down."""

from collections.abc import Mapping

from django.db import connection

# the numbers of dossiers stand for their ids, which are made anew wherever a story is told again
_HEADS = """
SELECT u.code, encode(dossiers_chained(''::bytea, convert_to(jsonb_build_array(d.number, j.seq, j.action,
    j.status_before, j.status_after, (extract(epoch FROM j.at) * 1000000)::bigint, j.unit_id, j.agency_id, j.person_id,
    j.appointment_id, j.actor_label, j.capacity, j.timeliness, j.note, j.changes)::text, 'UTF8') ORDER BY j.chain_seq),
  'hex')
FROM dossiers_journal j JOIN dossiers_dossier d ON d.id = j.dossier_id
JOIN organisation_agency u ON u.id = j.agency_id WHERE j.province = %s GROUP BY u.code"""


def story_heads(province: str) -> Mapping[str, str]:
    """By agency code, a SHA-256 over all that the journal of a competent agency says, entry by entry in the order of
    its chain, but ids and the moment of recording: the same where the same was done in the same order.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [province])
        return dict(cursor.fetchall())
