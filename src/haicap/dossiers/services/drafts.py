"""Drafts save themselves while the officer types; nothing typed is lost, also when the line or the browser goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from haicap.dossiers.models import Dossier, Draft
from haicap.organisation.contract import Actor


def save_draft(*, actor: Actor, draft_id: UUID, content: Mapping[str, Any], at: datetime) -> bool:
    """Keep what was typed, the last word wins; False where the id is a dossier by now, or somebody else's draft."""
    if Draft.objects.filter(pk=draft_id).exclude(appointment_id=actor.appointment_id).exists():
        return False
    Draft.objects.update_or_create(
        id=draft_id,
        appointment_id=actor.appointment_id,
        defaults={"province": actor.province_code, "saved_at": at, "content": dict(content)},
    )
    if Dossier.objects.filter(pk=draft_id).exists():  # asked last: it may have been taken in meanwhile
        drop_draft(actor=actor, draft_id=draft_id)
        return False
    return True


def drop_draft(*, actor: Actor, draft_id: UUID) -> None:
    """Throw a draft of one's own away."""
    Draft.objects.filter(id=draft_id, appointment_id=actor.appointment_id).delete()
