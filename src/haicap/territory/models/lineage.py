"""Acts on the map and what they made of whom. Nothing is changed or deleted: an annulment is a new act."""

from django.db import models
from django.db.models import F, Q

from haicap.territory.contract import MutationKind, Quantifier


class Instrument(models.Model):
    """A legal act, cited by its number; `certainty` says whether its text was read or only its listing."""

    id = models.BigAutoField(primary_key=True)
    number = models.TextField(unique=True)
    body = models.TextField()
    decided_on = models.DateField(null=True)
    subject = models.TextField()
    certainty = models.TextField()

    class Meta:
        db_table = "territory_instrument"


class Mutation(models.Model):
    """What one clause does on one day; its id is the number that ending and beginning states share.

    Ids rise in the order in which acts came into the register: the highest is the edition of the map.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    effective_on = models.DateField()
    operational_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(null=True)  # empty: came with the first release
    annulled_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    clause = models.TextField(default="", blank=True)

    class Meta:
        db_table = "territory_mutation"
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "clause", "effective_on"],
                condition=Q(annulled_by__isnull=True),
                name="territory_mutation_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MutationKind]),
                name="territory_mutation_kind",
            ),
            models.CheckConstraint(
                condition=Q(annulled_by__isnull=True)
                | (Q(annulled_by__gt=F("id")) & ~Q(kind=MutationKind.ANNULLED.value)),
                name="territory_mutation_annulled_later",
            ),
        ]


def _share(column: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0, f"{column}__lte": 1})


class LineageEdge(models.Model):
    """`predecessor` gave `quantifier` of itself to `successor`; primary where its code lives on there."""

    id = models.BigAutoField(primary_key=True)
    predecessor = models.ForeignKey("territory.UnitState", on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey("territory.UnitState", on_delete=models.PROTECT, related_name="+")
    mutation = models.ForeignKey(Mutation, on_delete=models.PROTECT, related_name="+")
    quantifier = models.TextField()
    is_primary = models.BooleanField()
    area_share = models.DecimalField(null=True, max_digits=9, decimal_places=8)
    population_share = models.DecimalField(null=True, max_digits=9, decimal_places=8)
    share_source = models.TextField(db_default="", default="", blank=True)

    class Meta:
        db_table = "territory_lineage_edge"
        constraints = [
            models.UniqueConstraint("predecessor", "successor", name="territory_edge_once"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(is_primary=True), name="territory_edge_one_heir"
            ),
            models.UniqueConstraint(
                fields=["successor"], condition=Q(is_primary=True), name="territory_edge_one_namesake"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="territory_edge_two_ends"),
            models.CheckConstraint(
                condition=Q(quantifier__in=[share.value for share in Quantifier]),
                name="territory_edge_quantifier",
            ),
            models.CheckConstraint(
                condition=_share("area_share") & _share("population_share"), name="territory_edge_shares"
            ),
            models.CheckConstraint(
                condition=Q(area_share__isnull=True, population_share__isnull=True) | ~Q(share_source=""),
                name="territory_edge_share_source",
            ),
        ]
