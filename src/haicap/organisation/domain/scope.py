"""Whose records an appointment may read. Everything not named here is not seen (decision 0003)."""

from enum import Enum

from haicap.organisation.contract import NO_CONTENT_ROLES, PROVINCE_WIDE_ROLES, AgencyKind, Role


class Reach(Enum):
    """How far an agency's officials see."""

    NOTHING = "nothing"
    ITSELF = "itself"
    WITH_CHILDREN = "with_children"
    COMMITTEE = "committee"


_REACH = {
    AgencyKind.COMMITTEE: Reach.COMMITTEE,
    AgencyKind.OFFICE: Reach.COMMITTEE,
    AgencyKind.DIVISION: Reach.COMMITTEE,
    AgencyKind.CENTRE: Reach.COMMITTEE,
    AgencyKind.DEPARTMENT: Reach.ITSELF,
    AgencyKind.BRANCH: Reach.ITSELF,
    AgencyKind.PROVINCIAL_CENTRE: Reach.WITH_CHILDREN,
    AgencyKind.PROVINCIAL_COMMITTEE: Reach.COMMITTEE,
    AgencyKind.PROVINCIAL_OFFICE: Reach.COMMITTEE,
}


def reach(kind: AgencyKind, roles: frozenset[Role]) -> Reach:
    """How far `roles` held in an agency of `kind` let their holder read.

    Administrators and security officers read no dossier, unless the same post has other roles.
    """
    if not roles - NO_CONTENT_ROLES:
        return Reach.NOTHING
    return _REACH[kind]


def sees_whole_province(roles: frozenset[Role]) -> bool:
    """True for the roles that read every dossier of their province."""
    return not roles.isdisjoint(PROVINCE_WIDE_ROLES)
