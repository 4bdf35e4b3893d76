"""Count what is open from an index alone, without looking its rows up."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_tally_received")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossiers_open_of_unit"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "due_at", "received_at"],
                include=[
                    "id",
                    "province",
                    "status",
                    "field",
                    "procedure_code",
                    "channel",
                    "last_at",
                    "transfer_count",
                ],
                name="dossiers_open_of_unit",
                condition=Q(closed_at__isnull=True),
            ),
        ),
    ]
