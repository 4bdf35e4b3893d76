"""The laws of the apparatus, as `haicap check` proves them. They only read."""

from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

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


LAWS: tuple[Law, ...] = (
    Law("I-Z2", "No appointment, account, delegation or key outlives the employment it rests on.", _rights),
)
