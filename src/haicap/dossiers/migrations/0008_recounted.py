"""Deadlines are recounted by entries, and the calendar behind them moves by nothing else: see sql/renewed.sql."""

from pathlib import Path

from django.db import migrations, models

from haicap.dossiers.contract import Action

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_recent")]

    operations = [
        migrations.AlterField(
            model_name="journalentry",
            name="action",
            field=models.TextField(choices=[(action.value, action.value) for action in Action]),
        ),
        migrations.RunSQL(
            (SQL / "renewed.sql").read_text("utf-8"), (SQL / "renewed_undo.sql").read_text("utf-8")
        ),
    ]
