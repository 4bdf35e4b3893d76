"""Readiness and trials of units: rows are only added."""

from django.db import migrations, models
from django.db.models import F, Q

TABLES = ("reorganisation_readiness", "reorganisation_trial")
STATES = ["not_begun", "under_way", "done", "not_needed"]
KEEP = """
CREATE FUNCTION reorganisation_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'check_violation'; END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION reorganisation_keep();\n"
    for table in TABLES
)
LET_GO = (
    "".join(f"DROP TRIGGER {table}_keep ON {table};\n" for table in TABLES)
    + "DROP FUNCTION reorganisation_keep();"
)


def said() -> list[tuple[str, models.Field]]:
    return [
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("province", models.TextField()),
        ("unit_id", models.BigIntegerField()),
        ("no", models.PositiveIntegerField()),
        ("at", models.DateTimeField()),
        ("person_id", models.BigIntegerField()),
        ("who", models.TextField()),
    ]


class Migration(migrations.Migration):
    dependencies = [("reorganisation", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ReadinessRow",
            fields=[
                *said(),
                ("item", models.TextField()),
                ("state", models.TextField()),
                ("evidence", models.TextField(default="")),
                ("file_id", models.UUIDField(null=True)),
                ("file_name", models.TextField(default="")),
                ("responsible", models.TextField(default="")),
                ("due_on", models.DateField(null=True)),
                ("note", models.TextField(default="")),
            ],
            options={
                "db_table": "reorganisation_readiness",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["unit_id", "item", "no"], name="reorganisation_readiness_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=STATES), name="reorganisation_readiness_state"
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="done") | ~Q(evidence="") | Q(file_id__isnull=False),
                        name="reorganisation_readiness_proved",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="not_needed") | ~Q(note=""), name="reorganisation_readiness_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrialRow",
            fields=[
                *said(),
                ("decided_on", models.DateField(null=True)),
                ("instrument", models.TextField(default="")),
                ("starts_on", models.DateField()),
                ("official_on", models.DateField()),
                ("address", models.TextField(default="")),
            ],
            options={
                "db_table": "reorganisation_trial",
                "constraints": [
                    models.UniqueConstraint(fields=["unit_id", "no"], name="reorganisation_trial_once"),
                    models.CheckConstraint(
                        condition=Q(official_on__gt=F("starts_on")),
                        name="reorganisation_trial_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
