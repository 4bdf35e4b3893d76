"""Let who passed a dossier on keep reading it, in SQL: see sql/passed.sql."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_carried_series")]

    operations = [
        migrations.RunSQL(
            (SQL / "passed.sql").read_text("utf-8"),
            (SQL / "passed_undo.sql").read_text("utf-8"),
            state_operations=[
                migrations.AddField(
                    model_name="dossier",
                    name="passed",
                    field=ArrayField(models.TextField(), db_default=models.Value([]), default=list),
                )
            ],
        )
    ]
