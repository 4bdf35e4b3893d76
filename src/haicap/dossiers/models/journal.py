"""The journal: append-only, chained per unit by SHA-256. The database chains, guards and refuses (migration 0002)."""

from django.db import models
from django.db.models import Q

from haicap.dossiers.contract import Action, Status


class JournalEntry(models.Model):
    """One act. `unit` is the competent unit of the moment and the chain the entry hangs on."""

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    # its foreign keys are the fence (dossier, province) of guards.sql and, for the unit, the head of its chain
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    seq = models.PositiveIntegerField()
    province = models.CharField(max_length=2)
    action = models.TextField(choices=[(a.value, a.value) for a in Action])
    status_before = models.TextField(default="")
    status_after = models.TextField(choices=[(s.value, s.value) for s in Status])
    at = models.DateTimeField()  # business time, given by the service
    recorded_at = models.DateTimeField()  # the database's clock, set by trigger
    unit = models.ForeignKey(
        "territory.Unit", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    agency_id = models.BigIntegerField()  # competent agency of the moment
    person_id = models.BigIntegerField(null=True)
    appointment_id = models.BigIntegerField(null=True)
    actor_label = models.TextField()
    capacity = models.TextField(default="")
    timeliness = models.TextField(default="")  # class frozen by this entry, if any
    note = models.TextField(default="")
    changes = models.JSONField()
    chain_seq = models.BigIntegerField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "dossiers_journal"
        constraints = [
            models.UniqueConstraint(fields=["unit", "chain_seq"], name="dossiers_chain_without_fork")
        ]
        indexes = [
            # figures of a period are counted from this index alone, and the dossiers behind them found
            models.Index(
                fields=["unit", "at"],
                include=["province", "action", "timeliness", "dossier"],
                name="dossiers_journal_of_unit",
            ),
            # few: whose due moment a calendar moved (standing.py)
            models.Index(
                fields=["dossier"], name="dossiers_recounted", condition=Q(action=Action.RECOUNT.value)
            ),
            models.Index(
                fields=["unit", "dossier"],
                name="dossiers_journal_left",
                condition=Q(action=Action.TRANSFER_OUT.value),
            ),
        ]


class ChainHead(models.Model):
    """Last link of a unit's chain; locked by every append."""

    unit = models.OneToOneField("territory.Unit", models.PROTECT, related_name="+", primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "dossiers_chain"
