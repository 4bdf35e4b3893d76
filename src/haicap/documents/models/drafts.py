"""Decisions in the making: one text for a record, saved while it is typed."""

import uuid

from django.db import models

from haicap.documents.contract import DecisionText, DraftCard


class DecisionDraft(models.Model):
    """What a decision will say; no legal meaning until its printing is laid down by an act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    province = models.TextField()
    record_kind = models.TextField()
    record_id = models.TextField()
    content = models.JSONField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.BigIntegerField()  # appointment
    saved_by_name = models.TextField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    printed = models.JSONField(null=True)  # the text that `file` says, whatever was typed since

    class Meta:
        db_table = "documents_decision_draft"
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id"], name="documents_decision_draft_one"),
            models.CheckConstraint(
                condition=models.Q(version__gt=0), name="documents_decision_draft_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=True, printed__isnull=True)
                | models.Q(file__isnull=False, printed__isnull=False),
                name="documents_decision_draft_printed",
            ),
        ]

    def card(self) -> DraftCard:
        """The row as others see it."""
        return DraftCard(
            DecisionText(**self.content),
            self.version,
            self.saved_at,
            self.saved_by_name,
            self.file_id,
            DecisionText(**self.printed) if self.printed else None,
        )
