"""Issued forms of a record, cancelled ones included. Scope is the caller's, as for files."""

from uuid import UUID

from haicap.documents.contract import IssuedForm
from haicap.documents.models import IssuedFormRow
from haicap.kernel.errors import refuse
from haicap.kernel.refs import RecordRef
from haicap.platform.statements import Reading

_ISSUED = Reading(
    IssuedFormRow,
    "WHERE this.record_kind = %(kind)s AND this.record_id = %(record)s ORDER BY this.issued_at, this.id",
    "file",
)


def issued(form_id: UUID) -> IssuedForm:
    """One issued form. Refused: documents.no_such_form."""
    row = IssuedFormRow.objects.select_related("file").filter(id=form_id).order_by("id").first()
    if row is None:
        raise refuse("documents.no_such_form")
    return row.card()


def issued_for(record: RecordRef) -> tuple[IssuedForm, ...]:
    """The forms issued for a record, oldest first."""
    return tuple(row.card() for row in _ISSUED.all(kind=record.kind, record=record.id))
