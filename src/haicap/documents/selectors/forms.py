"""Issued forms of a record, cancelled ones included. Scope is the caller's, as for files."""

from uuid import UUID

from haicap.documents.contract import IssuedForm
from haicap.documents.models import IssuedFormRow
from haicap.kernel.errors import refuse
from haicap.kernel.refs import RecordRef


def issued(form_id: UUID) -> IssuedForm:
    """One issued form. Refused: documents.no_such_form."""
    row = IssuedFormRow.objects.select_related("file").filter(id=form_id).order_by("id").first()
    if row is None:
        raise refuse("documents.no_such_form")
    return row.card()


def issued_for(record: RecordRef) -> tuple[IssuedForm, ...]:
    """The forms issued for a record, oldest first."""
    rows = IssuedFormRow.objects.select_related("file").filter(record_kind=record.kind, record_id=record.id)
    return tuple(row.card() for row in rows.order_by("issued_at", "id"))
