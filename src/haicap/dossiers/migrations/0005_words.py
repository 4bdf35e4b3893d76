"""Find one's own among all of a name by index, and what was passed on too, in SQL: see sql/words.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_passed")]

    operations = [
        migrations.RunSQL(
            (SQL / "words.sql").read_text("utf-8"), (SQL / "words_undo.sql").read_text("utf-8")
        )
    ]
