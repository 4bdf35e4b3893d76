"""One's own drafts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from haicap.dossiers.models import Dossier, Draft
from haicap.kernel.clock import local
from haicap.organisation.contract import Actor


def draft(*, actor: Actor, draft_id: UUID) -> Mapping[str, Any] | None:
    """What was typed, or None where there is no such draft of the actor."""
    found = _own(actor).filter(id=draft_id).first()
    return dict(found.content) if found else None


def drafts(*, actor: Actor) -> tuple[tuple[UUID, datetime, Mapping[str, Any]], ...]:
    """Id, time of saving and content of the actor's drafts, newest first, at most 50."""
    rows = _own(actor).order_by("-saved_at", "id")[:50]
    return tuple((row.id, local(row.saved_at), dict(row.content)) for row in rows)


def _own(actor: Actor) -> QuerySet[Draft]:
    """Without those that are dossiers by now: a saving on its way may come after the intake."""
    taken_in = Dossier.objects.filter(pk=OuterRef("pk"))
    return Draft.objects.filter(~Exists(taken_in), appointment_id=actor.appointment_id)
