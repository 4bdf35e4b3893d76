"""Acts that come after the first release: their kinds, their days, their annulment, shares of area and people."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [
    "formed",
    "absorbed",
    "divided",
    "transferred",
    "renamed",
    "retyped",
    "reparented",
    "tier_abolished",
    "continued",
    "annulled",
]
QUANTIFIERS = [
    "full",
    "unchanged",
    "partial",
    "remainder",
    "part_area",
    "part_area_full_pop",
    "part_pop",
    "area_all",
    "remainder_pop",
    "restored",
]


def _share(column: str) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0, f"{column}__lte": 1})


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("mutation", "territory_mutation_once"),
        migrations.RemoveConstraint("mutation", "territory_mutation_kind"),
        migrations.RemoveConstraint("lineageedge", "territory_edge_quantifier"),
        migrations.AddField("mutation", "operational_on", models.DateField(null=True)),
        migrations.AddField("mutation", "recorded_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "mutation",
            "annulled_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.mutation",
            ),
        ),
        migrations.AddField(
            "lineageedge", "area_share", models.DecimalField(null=True, max_digits=9, decimal_places=8)
        ),
        migrations.AddField(
            "lineageedge", "population_share", models.DecimalField(null=True, max_digits=9, decimal_places=8)
        ),
        migrations.AddField(
            "lineageedge", "share_source", models.TextField(blank=True, db_default="", default="")
        ),
        migrations.AddConstraint(
            "mutation",
            models.UniqueConstraint(
                fields=["instrument", "clause", "effective_on"],
                condition=Q(annulled_by__isnull=True),
                name="territory_mutation_once",
            ),
        ),
        migrations.AddConstraint(
            "mutation",
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="territory_mutation_kind"),
        ),
        migrations.AddConstraint(
            "mutation",
            models.CheckConstraint(
                condition=Q(annulled_by__isnull=True) | (Q(annulled_by__gt=F("id")) & ~Q(kind="annulled")),
                name="territory_mutation_annulled_later",
            ),
        ),
        migrations.AddConstraint(
            "lineageedge",
            models.CheckConstraint(condition=Q(quantifier__in=QUANTIFIERS), name="territory_edge_quantifier"),
        ),
        migrations.AddConstraint(
            "lineageedge",
            models.CheckConstraint(
                condition=_share("area_share") & _share("population_share"), name="territory_edge_shares"
            ),
        ),
        migrations.AddConstraint(
            "lineageedge",
            models.CheckConstraint(
                condition=Q(area_share__isnull=True, population_share__isnull=True) | ~Q(share_source=""),
                name="territory_edge_share_source",
            ),
        ),
    ]
