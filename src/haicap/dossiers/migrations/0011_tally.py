"""Count the entries of the journal by day, in SQL: see sql/tally.sql and sql/counted.sql."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"
COUNTED = (SQL / "counted.sql").read_text("utf-8")
TALLY = (SQL / "tally.sql").read_text("utf-8").format(
    arrived=COUNTED.format(entries="arrived"), journal=COUNTED.format(entries="dossiers_journal")
)


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial"), ("dossiers", "0010_addressed")]

    operations = [
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
                ("province", models.CharField(max_length=2)),
                ("entries", models.IntegerField()),
            ],
            options={"db_table": "dossiers_tally"},
        ),
        migrations.RunSQL(TALLY, (SQL / "tally_undo.sql").read_text("utf-8")),
    ]
