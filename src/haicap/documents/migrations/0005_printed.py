"""Beside the file a draft was printed as stands the text it says: what is typed later is in no result."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What was printed so far says what stands there now."""

    dependencies = [("documents", "0004_naming")]
    operations = [
        migrations.AddField("decisiondraft", "printed", models.JSONField(null=True)),
        migrations.RunSQL(
            "UPDATE documents_decision_draft SET printed = content WHERE file_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            "decisiondraft",
            models.CheckConstraint(
                condition=models.Q(("file__isnull", True), ("printed__isnull", True))
                | models.Q(("file__isnull", False), ("printed__isnull", False)),
                name="documents_decision_draft_printed",
            ),
        ),
    ]
