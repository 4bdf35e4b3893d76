"""Who goes on for a body that was merged away, and which appointment continues which."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_journal_guard")]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="continues",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.appointment",
            ),
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reorganisation", models.UUIDField(db_index=True)),
                ("starts_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "predecessor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_succession",
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(predecessor=F("successor")), name="organisation_succession_two_ends"
                    ),
                    models.CheckConstraint(
                        condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                        name="organisation_succession_dates_in_order",
                    ),
                    models.UniqueConstraint(
                        fields=["predecessor"],
                        condition=Q(ended_on__isnull=True),
                        name="organisation_succession_one_heir",
                    ),
                ],
            },
        ),
    ]
