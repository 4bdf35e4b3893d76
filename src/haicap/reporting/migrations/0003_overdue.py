"""Reports that were not submitted in time."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE TRIGGER reporting_periodic_overdue_keep BEFORE UPDATE OR DELETE ON reporting_periodic_overdue
  FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_succession"), ("reporting", "0002_declared")]

    operations = [
        migrations.CreateModel(
            name="PeriodicOverdue",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "body_id",
                        "kind",
                        "starts_on",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("day", "day"),
                            ("week", "week"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("year", "year"),
                        ]
                    ),
                ),
                ("starts_on", models.DateField()),
                ("province", models.CharField(max_length=2)),
                ("due_on", models.DateField()),
                ("marked_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
            ],
            options={"db_table": "reporting_periodic_overdue"},
        ),
        migrations.RunSQL(KEEP, "DROP TRIGGER reporting_periodic_overdue_keep ON reporting_periodic_overdue"),
    ]
