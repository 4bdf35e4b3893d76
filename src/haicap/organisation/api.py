"""What other packages may ask of the apparatus."""

from haicap.organisation.domain.composition import CentreModel
from haicap.organisation.domain.policies import is_provincial
from haicap.organisation.messages import ROLE_WORDS
from haicap.organisation.selectors.actors import (
    actor_for,
    actor_of_appointment,
    actor_of_username,
    appointments,
    holder_names,
    holders,
    holders_of_any,
)
from haicap.organisation.selectors.agencies import (
    agencies,
    agencies_of_province,
    agencies_of_unit,
    agencies_of_units,
    agency,
    agency_by_code,
    centre_of_unit,
    committee_of_unit,
    counters,
    division_for,
    founded_provinces,
)
from haicap.organisation.selectors.holdings import people_in
from haicap.organisation.selectors.names import agency_said, named
from haicap.organisation.selectors.preparedness import preparedness
from haicap.organisation.selectors.successions import (
    bodies_behind,
    heir_of,
    successions_from,
    successions_of,
    units_behind,
    units_today,
)
from haicap.organisation.services.accounts import lock_account
from haicap.organisation.services.appointments import (
    add_person,
    appoint,
    delegate,
    end_appointment,
    end_delegation,
    end_employment,
)
from haicap.organisation.services.carrying import OrganisationCarrier
from haicap.organisation.services.founding import found_province
from haicap.organisation.services.staffing import demo_accounts_exist, demo_sign_ins, staff_province
from haicap.organisation.services.system import system_actor
from haicap.organisation.services.tokens import actor_for_token, issue_token, revoke_token

__all__ = [
    "ROLE_WORDS",
    "CentreModel",
    "OrganisationCarrier",
    "actor_for",
    "actor_for_token",
    "actor_of_appointment",
    "actor_of_username",
    "add_person",
    "agencies",
    "agencies_of_province",
    "agencies_of_unit",
    "agencies_of_units",
    "agency",
    "agency_by_code",
    "agency_said",
    "appoint",
    "appointments",
    "bodies_behind",
    "centre_of_unit",
    "committee_of_unit",
    "counters",
    "delegate",
    "demo_accounts_exist",
    "demo_sign_ins",
    "division_for",
    "end_appointment",
    "end_delegation",
    "end_employment",
    "found_province",
    "founded_provinces",
    "heir_of",
    "holder_names",
    "holders",
    "holders_of_any",
    "is_provincial",
    "issue_token",
    "lock_account",
    "named",
    "people_in",
    "preparedness",
    "revoke_token",
    "staff_province",
    "successions_from",
    "successions_of",
    "system_actor",
    "units_behind",
    "units_today",
]
