"""The guards of the journal, in SQL: see sql/guards.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            (SQL / "guards.sql").read_text("utf-8"), (SQL / "guards_undo.sql").read_text("utf-8")
        )
    ]
