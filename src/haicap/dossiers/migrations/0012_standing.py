"""Find what stood open at an instant without going through all that closed since."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThan


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_tally")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossiers_open_of_unit"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "due_at", "received_at"],
                name="dossiers_open_of_unit",
                condition=Q(closed_at__isnull=True),
            ),
        ),
        migrations.RemoveIndex(model_name="dossier", name="dossiers_transferred"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "closed_at"], name="dossiers_transferred", condition=Q(transfer_count__gt=0)
            ),
        ),
        migrations.RemoveIndex(model_name="dossier", name="dossiers_closed_of_unit"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "closed_at", "received_at"],
                name="dossiers_closed_of_unit",
                condition=Q(closed_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "closed_at", "received_at"],
                name="dossiers_long_lives",
                condition=Q(GreaterThan(F("closed_at") - F("received_at"), Value(timedelta(days=62)))),
            ),
        ),
    ]
