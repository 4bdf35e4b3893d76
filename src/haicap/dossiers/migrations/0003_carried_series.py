"""Mark the number series that hold numbers of another system."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="numbercounter",
            name="carried",
            field=models.BooleanField(db_default=False, default=False),
        )
    ]
