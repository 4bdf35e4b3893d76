"""The laws of the apparatus, as `haicap check` proves them. They only read."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

from haicap.kernel import clock
from haicap.platform.checks import Finding, Law

# Every right must end no later than what it rests on, so that no clock has to end it: a delegation with its
# appointment and its substitute's employment, a key with its appointment, an account and an appointment with
# the employment. A key ends at the last midnight of its appointment in Viet Nam.
_RIGHTS = """
SELECT a.code, 'appointment:' || ap.id, p.name || ' left on ' || p.left_on || ' but holds a post after'
FROM organisation_appointment ap
JOIN organisation_person p ON p.id = ap.person_id
JOIN organisation_post po ON po.id = ap.post_id JOIN organisation_agency a ON a.id = po.agency_id
WHERE p.left_on IS NOT NULL AND (ap.ends_on IS NULL OR ap.ends_on > p.left_on)
UNION ALL
SELECT '', 'account:' || ac.id, 'account ' || ac.username || ' outlives the employment that ended on ' || p.left_on
FROM organisation_account ac JOIN organisation_person p ON p.id = ac.person_id
WHERE p.left_on IS NOT NULL AND ac.is_active AND (ac.expires_on IS NULL OR ac.expires_on > p.left_on)
UNION ALL
SELECT a.code, 'delegation:' || d.id,
    'delegation ' || d.act_number || ' lends more or longer than its lender and substitute may'
FROM organisation_delegation d
JOIN organisation_appointment ap ON ap.id = d.appointment_id
JOIN organisation_person p ON p.id = d.person_id
JOIN organisation_post po ON po.id = ap.post_id JOIN organisation_agency a ON a.id = po.agency_id
WHERE d.ends_on > ap.ends_on OR d.ends_on > p.left_on OR NOT d.roles <@ po.roles OR d.person_id = ap.person_id
UNION ALL
SELECT a.code, 'token:' || t.id, 'key "' || t.name || '" outlives the appointment that ended on ' || ap.ends_on
FROM organisation_api_token t
JOIN organisation_appointment ap ON ap.id = t.appointment_id
JOIN organisation_post po ON po.id = ap.post_id JOIN organisation_agency a ON a.id = po.agency_id
WHERE t.revoked_at IS NULL AND t.expires_at > ((ap.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
ORDER BY 1, 2
"""


def _rights(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-Z2: people, accounts, delegations and keys hold no right beyond the employment they rest on."""
    cursor.execute(_RIGHTS)
    return [Finding(unit, row, words) for unit, row, words in cursor.fetchall()]


# whoever follows the heirs of a body that ended comes to one that lives: no end without heir, no circle
_HEIRS = """
WITH RECURSIVE line (head, id) AS (
  SELECT a.id, a.id FROM organisation_agency a WHERE a.valid_to IS NOT NULL
  UNION
  SELECT l.head, s.successor_id FROM line l
  JOIN organisation_succession s ON s.predecessor_id = l.id AND s.ended_on IS NULL
)
SELECT h.code, 'agency:' || h.id, 'ended on ' || h.valid_to || ' and nobody who lives goes on for it'
FROM organisation_agency h
WHERE h.valid_to IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM line l JOIN organisation_agency a ON a.id = l.id WHERE l.head = h.id AND a.valid_to IS NULL)
UNION ALL
SELECT a.code, 'agency:' || a.id, 'lives and yet has an heir since ' || s.starts_on
FROM organisation_succession s JOIN organisation_agency a ON a.id = s.predecessor_id
WHERE s.ended_on IS NULL AND a.valid_to IS NULL
ORDER BY 1, 2
"""
# what was merged and what continues it never give rights on the same day
_TENURES = """
SELECT a.code, 'appointment:' || n.id, 'is in force beside the one it continues'
FROM organisation_appointment n
JOIN organisation_post np ON np.id = n.post_id JOIN organisation_agency a ON a.id = np.agency_id
JOIN organisation_appointment o ON o.id = n.continues_id
JOIN organisation_post op ON op.id = o.post_id JOIN organisation_agency oa ON oa.id = op.agency_id
WHERE a.valid_to IS NULL AND oa.valid_to IS NULL
  AND (n.ends_on IS NULL OR n.ends_on >= greatest(o.starts_on, %(today)s))
  AND (o.ends_on IS NULL OR o.ends_on >= greatest(n.starts_on, %(today)s))
ORDER BY 1, 2
"""


def _heirs(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-U2: nothing points at a body that is gone without somebody who goes on for it."""
    cursor.execute(_HEIRS)
    return [Finding(unit, row, words) for unit, row, words in cursor.fetchall()]


def _tenures(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-U3: a merger doubles nobody."""
    cursor.execute(_TENURES, {"today": clock.today()})
    return [Finding(unit, row, words) for unit, row, words in cursor.fetchall()]


_CROWDED = """
SELECT a.code, po.id, po.title, po.seats, count(*)
FROM organisation_appointment ap JOIN organisation_post po ON po.id = ap.post_id
JOIN organisation_agency a ON a.id = po.agency_id
WHERE a.valid_to IS NULL AND ap.starts_on <= %(today)s AND (ap.ends_on IS NULL OR ap.ends_on >= %(today)s)
GROUP BY a.code, po.id, po.title, po.seats HAVING count(*) > po.seats
ORDER BY 1, 2
"""


def _seats(cursor: CursorWrapper, _full: bool) -> Iterable[Finding]:
    """I-U3: nobody sits where there is no seat."""
    cursor.execute(_CROWDED, {"today": clock.today()})
    return [
        Finding(unit, f"post:{post}", f"“{title}” has more holders than seats", str(seats), str(holders))
        for unit, post, title, seats, holders in cursor.fetchall()
    ]


LAWS: tuple[Law, ...] = (
    Law(
        "I-U2", "Every body that ended has one heir, and the line of heirs ends at a body that lives.", _heirs
    ),
    Law("I-U3", "No appointment is in force beside the one it continues: a merger doubles nobody.", _tenures),
    Law("I-U3", "No post has more holders today than it has seats.", _seats),
    Law("I-Z2", "No appointment, account, delegation or key outlives the employment it rests on.", _rights),
)
