"""The marker of a copy to rehearse on. It is written once and never changed."""

from django.db import migrations, models
from django.db.models import F, Q

KEEP = """
CREATE FUNCTION platform_rehearsal_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a rehearsal stays one: % is refused', TG_OP USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER platform_rehearsal_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON platform_rehearsal
  FOR EACH STATEMENT EXECUTE FUNCTION platform_rehearsal_keep();
"""
LET_GO = """
DROP TRIGGER platform_rehearsal_keep ON platform_rehearsal;
DROP FUNCTION platform_rehearsal_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("platform", "0004_recounted")]

    operations = [
        migrations.CreateModel(
            name="Rehearsal",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("source", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "platform_rehearsal",
                "constraints": [
                    models.CheckConstraint(condition=Q(id=1), name="platform_rehearsal_one"),
                    models.CheckConstraint(
                        condition=Q(starts_on__isnull=True)
                        | Q(ends_on__isnull=True)
                        | Q(ends_on__gt=F("starts_on")),
                        name="platform_rehearsal_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
