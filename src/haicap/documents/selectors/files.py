"""Files by id and by owner. Who may see a file is decided by the record it belongs to, before this is called."""

from uuid import UUID

from haicap.documents.contract import FileCard
from haicap.documents.models import StoredFile, vault
from haicap.kernel.errors import refuse
from haicap.kernel.refs import RecordRef
from haicap.platform.statements import Reading

_OF_RECORD = Reading(
    StoredFile,
    "WHERE this.owner_kind = %(kind)s AND this.owner_id = %(record)s ORDER BY this.stored_at, this.id",
)


def card(file_id: UUID) -> FileCard:
    """What is known of the file. Refused: documents.no_such_file."""
    row = StoredFile.objects.filter(id=file_id).order_by("id").first()
    if row is None:
        raise refuse("documents.no_such_file")
    return row.card()


def read(file_id: UUID) -> tuple[FileCard, bytes]:
    """The file and its bytes, compared with their hash before the first is given out.

    Refused: documents.no_such_file. FailureError: documents.file_missing, documents.file_damaged.
    """
    found = card(file_id)
    return found, vault.get(found.sha256, found.size)


def of_record(owner: RecordRef) -> tuple[FileCard, ...]:
    """The files of a record, oldest first."""
    return tuple(row.card() for row in _OF_RECORD.all(kind=owner.kind, record=owner.id))
