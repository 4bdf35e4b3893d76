"""Drafts save themselves while the officer types; nothing typed is lost, also when the line or the browser goes."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from haicap.documents import api as documents
from haicap.dossiers.models import Dossier, Draft
from haicap.organisation.contract import Actor

# ours: personal data is kept no longer than it serves (Law 91/2025/QH15); who has not come back in a month begins anew
ABANDONED_AFTER = timedelta(days=30)


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


@transaction.atomic
def forget_abandoned(*, at: datetime) -> tuple[int, int]:
    """Forget drafts not saved for 30 days, and files as old that neither a record nor a draft names; how many of each.

    The bytes of these files go with the next sweep. Repeating it changes nothing.
    """
    limit = at - ABANDONED_AFTER
    drafts, _each = Draft.objects.filter(saved_at__lt=limit).delete()
    contents = Draft.objects.order_by("id").values_list("content", flat=True)
    named = {file for content in contents.iterator() for file in _ids_in(content)}
    return drafts, documents.forget_untaken(before=limit, named=named)


def _ids_in(content: object) -> Iterator[UUID]:
    """Everything in a draft that reads as an id: what the desk keeps there is the desk's own."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _ids_in(each)
    elif isinstance(content, str):
        try:
            yield UUID(content)
        except ValueError:
            return
