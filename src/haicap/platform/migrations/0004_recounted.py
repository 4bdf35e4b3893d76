"""A version of the calendar says how many provisional deadlines it has changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0003_given_answer")]

    operations = [
        migrations.AddField(
            model_name="calendarversion",
            name="recounted_count",
            field=models.PositiveIntegerField(db_default=0, default=0),
        )
    ]
