"""Texts of decisions in the making."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    """One draft for a record."""

    dependencies = [("documents", "0002_issued_form_guard")]
    operations = [
        migrations.CreateModel(
            name="DecisionDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("province", models.TextField()),
                ("record_kind", models.TextField()),
                ("record_id", models.TextField()),
                ("content", models.JSONField()),
                ("version", models.PositiveIntegerField()),
                ("saved_at", models.DateTimeField()),
                ("saved_by", models.BigIntegerField()),
                ("saved_by_name", models.TextField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "documents_decision_draft",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_kind", "record_id"), name="documents_decision_draft_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gt", 0)), name="documents_decision_draft_from_one"
                    ),
                ],
            },
        ),
    ]
