"""What other packages may ask of the apparatus."""

from haicap.organisation.domain.composition import CentreModel
from haicap.organisation.selectors.actors import actor_for, actor_of_appointment, holders, seats
from haicap.organisation.selectors.agencies import (
    agencies,
    agencies_of_province,
    agencies_of_unit,
    agency,
    agency_by_code,
    centre_of_unit,
    committee_of_unit,
    counters,
    division_for,
    units_served,
)
from haicap.organisation.services.system import system_actor
from haicap.organisation.services.tokens import actor_for_token, issue_token, revoke_token

__all__ = [
    "CentreModel",
    "actor_for",
    "actor_for_token",
    "actor_of_appointment",
    "agencies",
    "agencies_of_province",
    "agencies_of_unit",
    "agency",
    "agency_by_code",
    "centre_of_unit",
    "committee_of_unit",
    "counters",
    "division_for",
    "holders",
    "issue_token",
    "revoke_token",
    "seats",
    "system_actor",
    "units_served",
]
