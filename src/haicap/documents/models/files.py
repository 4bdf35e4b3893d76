"""One row for each file kept; the bytes lie in the vault under their hash."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from haicap.documents.contract import FileCard, FileWarning, MediaType
from haicap.kernel.refs import RecordRef


class StoredFile(models.Model):
    """A file of a record. Two rows may share their bytes (the same scan in two dossiers); size follows the hash.

    `agency` is the body that took it in and keeps it; who keeps it after a merger is told by the successions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.TextField()
    name = models.TextField()
    warnings = ArrayField(models.TextField(), default=list)
    province = models.TextField()
    stored_at = models.DateTimeField()
    stored_by = models.BigIntegerField()  # appointment
    agency = models.ForeignKey(
        "organisation.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner_kind = models.TextField(default="")
    owner_id = models.TextField(default="")
    owner_label = models.TextField(default="")

    class Meta:
        db_table = "documents_file"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="documents_file_hash"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="documents_file_size"),
            models.CheckConstraint(
                condition=models.Q(media_type__in=[kind.value for kind in MediaType]),
                name="documents_file_type",
            ),
            models.CheckConstraint(
                condition=models.Q(owner_kind="", owner_id="")
                | (~models.Q(owner_kind="") & ~models.Q(owner_id="")),
                name="documents_file_owner",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="documents_file_by_hash"),
            models.Index(fields=["owner_kind", "owner_id"], name="documents_file_by_owner"),
            models.Index(  # counts and sums of a body are read from it alone
                fields=["agency", "stored_at"],
                include=["size"],
                condition=~models.Q(owner_kind=""),
                name="documents_file_by_body",
            ),
        ]

    @property
    def owner(self) -> RecordRef | None:
        """The record the file belongs to, None while nobody has taken it."""
        return RecordRef(self.owner_kind, self.owner_id, self.owner_label) if self.owner_kind else None

    def card(self) -> FileCard:
        """The row as others see it."""
        return FileCard(
            id=self.id,
            sha256=self.sha256,
            size=self.size,
            media_type=self.media_type,
            name=self.name,
            stored_at=self.stored_at,
            owner=self.owner,
            warnings=tuple(FileWarning(warning) for warning in self.warnings),
        )
