"""Who may administer what. The technical administrator looks after accounts, the business administrator after
bodies.

Neither reads dossiers (docs/reference/organisation.md). Nobody may make an administrator but one of the
province.
"""

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, AgencyCard, AgencyKind, Role

PROVINCIAL_KINDS = frozenset(
    {
        AgencyKind.PROVINCIAL_COMMITTEE,
        AgencyKind.PROVINCIAL_OFFICE,
        AgencyKind.PROVINCIAL_CENTRE,
        AgencyKind.DEPARTMENT,
    }
)


def is_provincial(seat: AgencyCard) -> bool:
    """True for a body of the province's tier."""
    return seat.kind in PROVINCIAL_KINDS


# Who answers for a body may let a colleague answer for a time; whoever only works in it has nothing to lend.
LENDERS = frozenset(
    {
        Role.CHAIR,
        Role.DIVISION_HEAD,
        Role.CENTRE_DIRECTOR,
        Role.DEPARTMENT_HEAD,
        Role.PROVINCIAL_LEADER,
    }
)


def may_lend(actor: Actor, held: frozenset[Role]) -> Refusal | None:
    """Lending from an appointment with the roles `held`: heads only, and never what was itself lent."""
    if actor.on_behalf_of is not None:
        return Refusal("organisation.not_your_appointment")
    return None if held & LENDERS else Refusal("organisation.not_a_head")


def may_administer_bodies(actor: Actor, agency: AgencyCard, *, seat: AgencyCard) -> Refusal | None:
    """Bodies, posts and counters: a business administrator, in the own commune or, from the province,
    everywhere.

    `seat` is the agency the actor acts from.
    """
    if not actor.holds(Role.BUSINESS_ADMIN):
        return Refusal("organisation.forbidden_administration")
    return _in_reach(actor, agency, seat)


def may_administer_people(actor: Actor, agency: AgencyCard, *, seat: AgencyCard) -> Refusal | None:
    """People, appointments and accounts: a technical administrator, or a business administrator for own
    bodies.
    """
    if not actor.holds(Role.TECHNICAL_ADMIN, Role.BUSINESS_ADMIN):
        return Refusal("organisation.forbidden_administration")
    return _in_reach(actor, agency, seat)


def _in_reach(actor: Actor, agency: AgencyCard, seat: AgencyCard) -> Refusal | None:
    whole_province = seat.kind in PROVINCIAL_KINDS and agency.province_code in actor.provinces
    if whole_province or agency.committee_id in actor.desk:
        return None
    return Refusal("organisation.outside_scope")


def may_grant(actor: Actor, roles: frozenset[Role], *, seat: AgencyCard) -> Refusal | None:
    """Administrators, security officers, auditors and leaders are appointed only from the province."""
    guarded = {
        Role.TECHNICAL_ADMIN,
        Role.BUSINESS_ADMIN,
        Role.SECURITY_OFFICER,
        Role.AUDITOR,
        Role.PROVINCIAL_LEADER,
    }
    if roles & guarded and seat.kind not in PROVINCIAL_KINDS:
        return Refusal("organisation.outside_scope")
    return None
