"""Histories taken over by the batch: see sql/arrivals.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_words")]

    operations = [
        migrations.RunSQL(
            (SQL / "arrivals.sql").read_text("utf-8"), (SQL / "arrivals_undo.sql").read_text("utf-8")
        )
    ]
