"""What an intake lays down once stays: see sql/fixed.sql."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_recounted")]

    operations = [
        migrations.RunSQL((SQL / "fixed.sql").read_text("utf-8"), (SQL / "fixed_undo.sql").read_text("utf-8"))
    ]
