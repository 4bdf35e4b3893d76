"""When an appointment or a delegation may be made. Values in, a refusal or nothing out."""

from datetime import date

from haicap.kernel.errors import Refusal
from haicap.organisation.contract import Role

Term = tuple[date, date | None]  # first and last day; no last day: until further notice


def overlap(one: Term, other: Term) -> bool:
    """True where two terms share a day."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def within(inner: Term, outer: Term) -> bool:
    """True where every day of `inner` lies in `outer`."""
    ends_in_time = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return outer[0] <= inner[0] and ends_in_time


def may_appoint(
    *, term: Term, left_on: date | None, own: list[Term], others: list[Term], seats: int
) -> str | None:
    """Why somebody may not be appointed to a post for `term`: a code, or None.

    `own` are the person's terms in the same post, `others` everybody else's in it.
    """
    if term[1] is not None and term[1] < term[0]:
        return "organisation.dates_out_of_order"
    if left_on is not None and not within(term, (date.min, left_on)):
        return "organisation.employment_ended"
    if any(overlap(term, held) for held in own):
        return "organisation.already_appointed"
    sharing = [max(held[0], term[0]) for held in others if overlap(term, held)]
    busiest = max((sum(overlap((day, day), held) for held in others) for day in sharing), default=0)
    return "organisation.post_full" if busiest + 1 > seats else None


def may_delegate(
    *, roles: frozenset[Role], held: frozenset[Role], term: Term, lender: Term
) -> Refusal | None:
    """A delegation lends only roles its lender holds, for days on which the lender holds them."""
    if term[1] is None or term[1] < term[0]:
        return Refusal("organisation.dates_out_of_order", field="ends_on")
    missing = roles - held
    if missing or not roles:
        return Refusal("organisation.roles_not_held", {"roles": ", ".join(sorted(missing))}, "roles")
    if not within(term, lender):
        return Refusal("organisation.delegation_outlives_appointment", field="ends_on")
    return None


def covered(term: Term, terms: list[Term]) -> bool:
    """True where every day of `term` lies in at least one of `terms` (a person may change posts meanwhile)."""
    day, last = term
    for start, end in sorted(terms, key=lambda held: held[0]):
        if start <= day and (end is None or end >= day):
            if end is None or (last is not None and end >= last):
                return True
            day = date.fromordinal(end.toordinal() + 1)
    return False
