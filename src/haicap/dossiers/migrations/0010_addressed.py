"""The unit in which the applicant's address lies, with how it is known: beside the address, and journalled as it is."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).resolve().parent.parent / "sql"
BY = ["certain", "chosen"]


class Migration(migrations.Migration):
    dependencies = [("territory", "0004_hamlets"), ("dossiers", "0009_fixed")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="applicant_unit",
            field=models.ForeignKey(
                "territory.Unit",
                django.db.models.deletion.PROTECT,
                related_name="+",
                null=True,
                db_index=False,
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="applicant_unit_by",
            field=models.TextField(default="", choices=[(by, by) for by in BY], blank=True),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=Q(applicant_unit__isnull=True, applicant_unit_by="")
                | Q(applicant_unit__isnull=False, applicant_unit_by__in=BY),
                name="dossiers_applicant_unit_pair",
            ),
        ),
        migrations.RunSQL(
            (SQL / "addressed.sql").read_text("utf-8"), (SQL / "addressed_undo.sql").read_text("utf-8")
        ),
    ]
