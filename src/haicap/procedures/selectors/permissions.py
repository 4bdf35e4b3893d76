"""The policies of the catalogue with the facts they need, for services and pages alike."""

from haicap.kernel.errors import Refusal
from haicap.organisation import api as organisation
from haicap.organisation.contract import Actor, PersonId
from haicap.procedures.domain import policies


def may_administer(actor: Actor) -> Refusal | None:
    """Why `actor` may not change the catalogue, or None."""
    return policies.may_administer(actor, seat=organisation.agency(actor.agency_id))


def may_decide(actor: Actor, proposed_by: PersonId | None) -> Refusal | None:
    """Why `actor` may not approve or reject what `proposed_by` proposed, or None."""
    return policies.may_decide(actor, seat=organisation.agency(actor.agency_id), proposed_by=proposed_by)
