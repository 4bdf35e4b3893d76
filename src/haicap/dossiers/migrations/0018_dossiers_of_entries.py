"""Find the dossiers behind a figure in the index it is counted from, without looking its entries up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0017_entries_each")]

    operations = [
        migrations.RemoveIndex(model_name="journalentry", name="dossiers_journal_of_unit"),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                fields=["unit", "at"],
                include=["province", "action", "timeliness", "dossier"],
                name="dossiers_journal_of_unit",
            ),
        ),
    ]
