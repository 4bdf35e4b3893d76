"""The decision of a record in the making. Scope is the caller's, as for files."""

from haicap.documents.contract import DraftCard
from haicap.documents.models import DecisionDraft
from haicap.kernel.refs import RecordRef


def draft_of(record: RecordRef) -> DraftCard | None:
    """The draft of `record`; None where nobody has begun one."""
    row = DecisionDraft.objects.filter(record_kind=record.kind, record_id=record.id).order_by("id").first()
    return row.card() if row else None
