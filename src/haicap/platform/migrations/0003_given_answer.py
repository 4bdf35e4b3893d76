"""Answers that are given again where a request comes again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_progress")]

    operations = [
        migrations.CreateModel(
            name="GivenAnswer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "appointment_id",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("appointment_id", models.BigIntegerField()),
                ("key", models.UUIDField()),
                ("said_sha256", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("body", models.TextField(default="")),
                ("headers", models.JSONField(default=dict)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "db_table": "platform_given_answer",
                "indexes": [models.Index(fields=["given_at"], name="platform_answer_given_at")],
            },
        )
    ]
