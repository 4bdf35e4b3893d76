"""Refuse acts of posts and bodies that have ended, in SQL: see sql/in_office.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_succession"), ("dossiers", "0012_standing")]

    operations = [
        migrations.RunSQL(
            (SQL / "in_office.sql").read_text("utf-8"), (SQL / "in_office_undo.sql").read_text("utf-8")
        ),
    ]
