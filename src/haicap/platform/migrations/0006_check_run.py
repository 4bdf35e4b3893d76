"""What `check` said, kept for ever: see sql/links.sql."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("platform", "0005_rehearsal")]

    operations = [
        migrations.CreateModel(
            name="CheckRun",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("ran_at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("full", models.BooleanField()),
                ("whole", models.BooleanField()),
                (
                    "laws",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("findings", models.JSONField(default=dict)),
                ("finding_count", models.PositiveIntegerField()),
                ("previous_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "platform_check_run",
                "indexes": [
                    models.Index(
                        fields=["full", "-seq"], name="platform_check_whole", condition=models.Q(whole=True)
                    )
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "links.sql").read_text("utf-8"), (SQL / "links_undo.sql").read_text("utf-8")
        ),
    ]
