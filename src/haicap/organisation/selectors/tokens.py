"""The keys of one person, as their owner sees them: never the key itself."""

from dataclasses import dataclass
from datetime import datetime

from haicap.organisation.contract import Actor, TokenId
from haicap.organisation.models import ApiToken


@dataclass(frozen=True, slots=True)
class TokenCard:
    """One key: its name, its last four characters, the post it acts for, and its times."""

    id: TokenId
    name: str
    hint: str
    post_title: str
    issued_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    def works(self, now: datetime) -> bool:
        """True while it opens anything."""
        return self.revoked_at is None and now < self.expires_at


def own_tokens(actor: Actor) -> tuple[TokenCard, ...]:
    """Every key of the actor's person, the latest first."""
    rows = ApiToken.objects.filter(appointment__person_id=actor.person_id).select_related("appointment__post")
    return tuple(
        TokenCard(
            id=TokenId(row.id),
            name=row.name,
            hint=row.hint,
            post_title=row.appointment.post.title,
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
            revoked_at=row.revoked_at,
        )
        for row in rows.order_by("-issued_at", "-id")
    )
