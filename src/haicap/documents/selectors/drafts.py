"""The decision of a record in the making. Scope is the caller's, as for files."""

from haicap.documents.contract import DraftCard
from haicap.documents.models import DecisionDraft
from haicap.kernel.refs import RecordRef
from haicap.platform.statements import Reading

_OF_RECORD = Reading(DecisionDraft, "WHERE this.record_kind = %(kind)s AND this.record_id = %(record)s")


def draft_of(record: RecordRef) -> DraftCard | None:
    """The draft of `record`; None where nobody has begun one."""
    row = _OF_RECORD.first(kind=record.kind, record=record.id)
    return row.card() if row else None
