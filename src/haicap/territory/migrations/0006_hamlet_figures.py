"""Counts of hamlets stand beside the figures of units, with the same day, source and precision."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

COUNTED = ["households", "near_poor_households", "poor_households", "population"]


class Migration(migrations.Migration):
    dependencies = [("territory", "0005_hamlets_retired")]

    operations = [
        migrations.AlterField(
            model_name="observation",
            name="state",
            field=models.ForeignKey(
                "territory.UnitState", django.db.models.deletion.PROTECT, related_name="+", null=True
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="hamlet",
            field=models.ForeignKey(
                "territory.Hamlet", django.db.models.deletion.PROTECT, related_name="+", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=["hamlet", "measure", "reference_on", "source"],
                condition=Q(replaced_by__isnull=True),
                name="territory_observation_once_hamlet",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=Q(state__isnull=False, hamlet__isnull=True)
                | Q(state__isnull=True, hamlet__isnull=False, measure__in=COUNTED),
                name="territory_observation_of_one",
            ),
        ),
    ]
