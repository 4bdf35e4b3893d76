"""Find what moved of late by index; drop the twin of the index that the unique number has for its prefixes already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_arrivals")]

    operations = [
        migrations.AddIndex(
            model_name="dossier", index=models.Index(fields=["last_at"], name="dossiers_recent")
        ),
        migrations.RunSQL(
            "DROP INDEX dossiers_number_prefix",
            "CREATE INDEX dossiers_number_prefix ON dossiers_dossier (number text_pattern_ops)",
        ),
    ]
