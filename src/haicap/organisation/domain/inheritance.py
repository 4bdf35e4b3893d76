"""Which body of the new unit goes on for a body of the old one, and who waits to be placed.

Namesake first, then the same kind (most fields in common), then the office, which controls procedures, then the
committee. Heads: one body has one; the head of the main predecessor goes on, the others keep their place without
rights until somebody appoints them (articles on cadres in the resolutions of 2025 leave the choice to the province).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from haicap.organisation.contract import AgencyId, AgencyKind
from haicap.organisation.domain import routing

WAITING_POST, WAITING_POST_EN = "Chờ bố trí công tác", "Awaiting placement"
LAST_RESORT = ("office", "committee")


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the rule sees it."""

    id: AgencyId
    slug: str
    kind: AgencyKind


def heir_of_body(old: Body, candidates: Sequence[Body]) -> Body:
    """The one of `candidates` (never empty; a committee among them) that goes on for `old`."""
    by_slug = {body.slug: body for body in candidates}
    if old.slug in by_slug:
        return by_slug[old.slug]
    alike = [body for body in candidates if body.kind is old.kind]
    if alike:
        dealt_with = set(routing.fields_of_body(old.slug))
        return max(alike, key=lambda body: (_common(body, dealt_with), -body.id))
    return next(by_slug[slug] for slug in LAST_RESORT if slug in by_slug)


def _common(body: Body, fields: Collection[str]) -> int:
    return len(set(routing.fields_of_body(body.slug)).intersection(fields))
