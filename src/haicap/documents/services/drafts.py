"""Keeping the text of a decision while it is typed; who comes second is told, nothing is overwritten unseen."""

from dataclasses import asdict, fields, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from haicap.documents.contract import DecisionText, DraftCard
from haicap.documents.models import DecisionDraft
from haicap.kernel.errors import refuse
from haicap.kernel.refs import RecordRef
from haicap.kernel.text import clean
from haicap.organisation.contract import Actor

MOST_LETTERS = 20_000  # of one part: some ten pages


@transaction.atomic
def save_draft(*, actor: Actor, record: RecordRef, text: DecisionText, seen: int, at: datetime) -> DraftCard:
    """Keep `text` as the draft of `record`; `seen` is the version it was typed over, 0 for none yet.

    The caller has asked whether `actor` may. One's own later savings need no new `seen`. Refused:
    documents.draft_changed where somebody else has saved since, documents.draft_too_long.
    """
    text = _cleaned(text)
    _lock(record)
    row = DecisionDraft.objects.filter(record_kind=record.kind, record_id=record.id).order_by("id").first()
    if row is None:
        row = DecisionDraft(
            province=actor.province_code, record_kind=record.kind, record_id=record.id, version=0
        )
    elif row.version != seen and row.saved_by != actor.appointment_id:
        raise refuse("documents.draft_changed", who=row.saved_by_name)
    row.content, row.version = asdict(text), row.version + 1
    row.saved_at, row.saved_by, row.saved_by_name = at, actor.appointment_id, actor.person_name
    row.save()
    return row.card()


def note_printing(*, record: RecordRef, file_id: UUID, text: DecisionText) -> None:
    """Remember which file the draft of `record` was printed as, and the text it says."""
    drafts = DecisionDraft.objects.filter(record_kind=record.kind, record_id=record.id)
    drafts.update(file_id=file_id, printed=asdict(text))


def _cleaned(text: DecisionText) -> DecisionText:
    told = {part.name: getattr(text, part.name) for part in fields(text)}
    for name, words in told.items():
        if len(words) > MOST_LETTERS:
            raise refuse("documents.draft_too_long", field=name, most=MOST_LETTERS)
    return replace(text, **{name: clean(words) for name, words in told.items()})


def _lock(record: RecordRef) -> None:
    """One saving at a time for a record, until the transaction ends."""
    name = f"documents.draft.{record.kind}.{record.id}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
