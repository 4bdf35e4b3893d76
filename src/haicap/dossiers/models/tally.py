"""What the journal's entries come to, day by day: kept by the database in the transaction of each entry (tally.sql)."""

from django.db import models


class DayTally(models.Model):
    """How many entries of a unit, local day, kind of dossier and counter a figure (a flow of `Figures`) counts.

    Nobody writes it by hand, and nothing but figures of whole days is read from it; law I-C4 counts the journal again.
    """

    pk = models.CompositePrimaryKey(
        "unit_id", "day", "figure", "procedure_code", "field", "channel", "received_by_id", "province"
    )
    unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )  # as in the journal
    day = models.DateField()
    figure = models.TextField()
    procedure_code = models.TextField()
    field = models.TextField()
    channel = models.TextField()
    received_by_id = models.BigIntegerField()  # the agency whose counter took the dossiers in
    province = models.CharField(max_length=2)
    entries = models.IntegerField()

    class Meta:
        db_table = "dossiers_tally"
        indexes = [models.Index(fields=["received_by_id", "day"], name="dossiers_tally_received")]
