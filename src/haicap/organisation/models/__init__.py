"""Tables of the apparatus."""

from haicap.organisation.models.account import Account
from haicap.organisation.models.agency import Agency, AgencyAlias, Counter, ServiceArea
from haicap.organisation.models.appointment import Appointment, Delegation
from haicap.organisation.models.journal import OrganisationJournal
from haicap.organisation.models.post import Person, Post
from haicap.organisation.models.succession import Succession
from haicap.organisation.models.token import ApiToken

__all__ = [
    "Account",
    "Agency",
    "AgencyAlias",
    "ApiToken",
    "Appointment",
    "Counter",
    "Delegation",
    "OrganisationJournal",
    "Person",
    "Post",
    "ServiceArea",
    "Succession",
]
