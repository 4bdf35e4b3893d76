"""How far long work is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("words", models.TextField(default="")),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("reported_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "platform_progress"},
        )
    ]
