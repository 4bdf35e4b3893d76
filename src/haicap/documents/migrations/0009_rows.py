"""Rows that we write ourselves are kept as files, too."""

from django.db import migrations, models

_TYPES = ["image/jpeg", "image/png", "application/pdf"]


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_custody")]
    operations = [
        migrations.RemoveConstraint("storedfile", "documents_file_type"),
        migrations.AddConstraint(
            "storedfile",
            models.CheckConstraint(
                condition=models.Q(media_type__in=[*_TYPES, "application/jsonl"]), name="documents_file_type"
            ),
        ),
    ]
