"""Forms that left the house, and the counters of their numbers."""

import uuid

from django.db import models

from haicap.documents.contract import FormKind, IssuedForm
from haicap.kernel.refs import RecordRef


class FormCounter(models.Model):
    """The last number given by an agency for a form in a year; its row is the lock."""

    agency_id = models.BigIntegerField()
    form = models.TextField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "documents_form_counter"
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "form", "year"], name="documents_form_counter_one")
        ]


class IssuedFormRow(models.Model):
    """An issued form; append-only in the database except for cancelling, once (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.BigIntegerField()
    form = models.TextField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    record_kind = models.TextField()
    record_id = models.TextField()
    record_label = models.TextField()
    key = models.TextField(default="")
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField()  # appointment
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.BigIntegerField(null=True)
    cancel_reason = models.TextField(default="")

    class Meta:
        db_table = "documents_issued_form"
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "form", "year", "number"], name="documents_issued_form_number"
            ),
            models.UniqueConstraint(
                fields=["record_kind", "record_id", "form", "key"], name="documents_issued_form_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="documents_issued_form_from_one"),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancel_reason="")
                | (
                    models.Q(cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~models.Q(cancel_reason="")
                ),
                name="documents_issued_form_cancelled",
            ),
        ]

    def card(self) -> IssuedForm:
        """The row as others see it; reads the file's row."""
        return IssuedForm(
            id=self.id,
            kind=FormKind(self.form),
            agency_id=self.agency_id,
            year=self.year,
            number=self.number,
            record=RecordRef(self.record_kind, self.record_id, self.record_label),
            file=self.file.card(),
            issued_at=self.issued_at,
            cancelled_at=self.cancelled_at,
            cancel_reason=self.cancel_reason,
        )
