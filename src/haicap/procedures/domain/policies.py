"""Who may change the catalogue, and the second pair of eyes."""

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Actor, PersonId, Role


def may_administer(actor: Actor) -> Refusal | None:
    """Only business administrators change the catalogue."""
    return None if actor.holds(Role.BUSINESS_ADMIN) else Refusal("procedures.not_an_administrator")


def may_decide(actor: Actor, proposed_by: PersonId | None) -> Refusal | None:
    """Who approves or rejects is an administrator and another person than who proposed."""
    if proposed_by == actor.person_id:
        return Refusal("procedures.same_person")
    return may_administer(actor)
