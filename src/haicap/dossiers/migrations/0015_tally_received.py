"""Count entries by the counter that took the dossier in too (sql/tally_received.sql), and find what a counter's
dossiers were at an instant.

The tally is made anew and filled from the journal, while nobody can write: a minute for a million dossiers.
"""

from datetime import timedelta
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThan

SQL = Path(__file__).resolve().parent.parent / "sql"
UNDO = (SQL / "tally_undo.sql").read_text("utf-8")


def tally(definition: str, counted: str) -> str:
    told = (SQL / counted).read_text("utf-8")
    return (SQL / definition).read_text("utf-8").format(
        arrived=told.format(entries="arrived"), journal=told.format(entries="dossiers_journal")
    )


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial"), ("dossiers", "0014_root")]

    operations = [
        migrations.RunSQL(UNDO, tally("tally.sql", "counted.sql")),
        migrations.DeleteModel("DayTally"),
        migrations.CreateModel(
            name="DayTally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit_id",
                        "day",
                        "figure",
                        "procedure_code",
                        "field",
                        "channel",
                        "received_by_id",
                        "province",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.unit",
                    ),
                ),
                ("day", models.DateField()),
                ("figure", models.TextField()),
                ("procedure_code", models.TextField()),
                ("field", models.TextField()),
                ("channel", models.TextField()),
                ("received_by_id", models.BigIntegerField()),
                ("province", models.CharField(max_length=2)),
                ("entries", models.IntegerField()),
            ],
            options={
                "db_table": "dossiers_tally",
                "indexes": [models.Index(fields=["received_by_id", "day"], name="dossiers_tally_received")],
            },
        ),
        migrations.RunSQL(tally("tally_received.sql", "counted_received.sql"), UNDO),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["received_by", "closed_at", "received_at"], name="dossiers_counters"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["received_by", "closed_at", "received_at"],
                name="dossiers_counters_long_lives",
                condition=Q(GreaterThan(F("closed_at") - F("received_at"), Value(timedelta(days=62)))),
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                fields=["dossier"], name="dossiers_recounted", condition=Q(action="recounted")
            ),
        ),
    ]
