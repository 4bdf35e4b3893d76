"""Hamlets, their dated states and acts, and the decisions of officers for divided communes."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import haicap.territory.models.unit
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0003_observations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hamlet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ],
            options={
                "db_table": "territory_hamlet",
            },
        ),
        migrations.CreateModel(
            name="HamletAct",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("change", models.TextField()),
                ("instrument", models.TextField()),
                ("decided_on", models.DateField(null=True)),
                ("effective_on", models.DateField()),
                ("officer", models.TextField()),
                ("reason", models.TextField(blank=True, default="")),
                ("evidence", models.TextField(blank=True, default="")),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "territory_hamlet_act",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("change__in", ["listed", "renamed", "merged", "divided", "moved", "assigned"])
                        ),
                        name="territory_hamlet_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("officer", ""), _negated=True),
                            models.Q(
                                models.Q(("change", "assigned"), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="territory_hamlet_officer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HamletState",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("folded", models.TextField()),
                ("sort_key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("status", models.TextField(default="valid")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletact",
                    ),
                ),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.hamlet"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletact",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                    ),
                ),
            ],
            options={
                "db_table": "territory_hamlet_state",
            },
        ),
        migrations.CreateModel(
            name="HamletEdge",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletact",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletstate",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletstate",
                    ),
                ),
            ],
            options={
                "db_table": "territory_hamlet_edge",
            },
        ),
        migrations.CreateModel(
            name="HamletAssignment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletact",
                    ),
                ),
                (
                    "divided",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                    ),
                ),
                (
                    "hamlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.hamlet"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.hamletact",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.unit"
                    ),
                ),
            ],
            options={
                "db_table": "territory_hamlet_assignment",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_by__isnull", True)),
                        fields=("hamlet", "divided"),
                        name="territory_hamlet_assigned_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="hamletstate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "valid")),
                expressions=[
                    (haicap.territory.models.unit.OnePoint(models.F("hamlet")), "&&"),
                    (haicap.territory.models.unit.Days(models.F("valid_from"), models.F("valid_to")), "&&"),
                ],
                name="territory_hamlet_one_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="hamletstate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="territory_hamlet_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="hamletstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["hamlet", "residential_group"])),
                name="territory_hamlet_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="hamletstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["valid", "annulled"])), name="territory_hamlet_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="hamletstate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_by__isnull", True), ("valid_to__isnull", True)),
                    models.Q(("closed_by__isnull", False), ("valid_to__isnull", False)),
                    _connector="OR",
                ),
                name="territory_hamlet_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="hamletedge",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"), name="territory_hamlet_edge_once"
            ),
        ),
    ]
