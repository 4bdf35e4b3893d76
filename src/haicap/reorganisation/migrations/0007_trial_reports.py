"""A readiness report may come from the copy of a trial: which, brought when and by whom."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("reorganisation", "0006_annulment")]
    operations = [
        migrations.AddField("readinessrow", "trial", models.TextField(default="")),
        migrations.AddField("readinessrow", "brought_at", models.DateTimeField(null=True)),
        migrations.AddField("readinessrow", "brought_by", models.TextField(default="")),
        migrations.AddConstraint(
            "readinessrow",
            models.CheckConstraint(
                condition=Q(trial="", brought_at__isnull=True, brought_by="")
                | (~Q(trial="") & Q(brought_at__isnull=False) & ~Q(brought_by="")),
                name="reorganisation_readiness_origin",
            ),
        ),
    ]
