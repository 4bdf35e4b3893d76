"""Daily roots of the journal chains: see sql/roots.sql."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("platform", "0006_check_run"), ("dossiers", "0013_in_office")]

    operations = [
        migrations.CreateModel(
            name="DailyRoot",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("previous", models.CharField(max_length=64)),
                ("root", models.CharField(max_length=64, unique=True)),
                ("heads", models.JSONField()),
            ],
            options={"db_table": "dossiers_root"},
        ),
        migrations.RunSQL(
            (SQL / "roots.sql").read_text("utf-8"), "DROP TRIGGER dossiers_root_keep ON dossiers_root;"
        ),
    ]
