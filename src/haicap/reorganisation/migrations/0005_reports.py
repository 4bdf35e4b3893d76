"""Reports with their sealed papers. What was proved before gets its row here and its paper the night after."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
create function reorganisation_report_guard() returns trigger language plpgsql as $$
begin
    if tg_op in ('DELETE', 'TRUNCATE') then
        raise exception 'a conservation report is never deleted' using errcode = 'integrity_constraint_violation';
    end if;
    if old.file_id is not null or new.file_id is null
       or (to_jsonb(old) - 'file_id' - 'file_sha256' - 'sealed_at')
          is distinct from (to_jsonb(new) - 'file_id' - 'file_sha256' - 'sealed_at') then
        raise exception 'a conservation report may only be sealed, once' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger reorganisation_report_guard before update or delete on reorganisation_report
for each row execute function reorganisation_report_guard();
create trigger reorganisation_report_no_truncate before truncate on reorganisation_report
for each statement execute function reorganisation_report_guard();
"""
UNGUARD = """
drop trigger reorganisation_report_no_truncate on reorganisation_report;
drop trigger reorganisation_report_guard on reorganisation_report;
drop function reorganisation_report_guard();
"""
# an annulment wrote its report over that of the application, which is gone
FORMER = """
insert into reorganisation_report (plan_id, proved, content, sha256, made_at, file_sha256)
select id, status, report, report_sha256, coalesce(annulled_at, applied_at), ''
from reorganisation_plan where status in ('applied', 'annulled') order by applied_at, id
"""


class Migration(migrations.Migration):

    dependencies = [("documents", "0004_naming"), ("reorganisation", "0004_campaigns")]

    operations = [
        migrations.CreateModel(
            name="ReportRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "proved",
                    models.TextField(choices=[("applied", "applied"), ("annulled", "annulled")]),
                ),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("file_sha256", models.CharField(default="", max_length=64)),
                ("sealed_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reorganisation.planrow",
                    ),
                ),
            ],
            options={
                "db_table": "reorganisation_report",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "proved"), name="reorganisation_report_once"),
                    models.CheckConstraint(
                        condition=models.Q(proved__in=["applied", "annulled"]),
                        name="reorganisation_report_proved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(file__isnull=True, file_sha256="", sealed_at__isnull=True)
                        | models.Q(
                            file__isnull=False,
                            file_sha256__regex="^[0-9a-f]{64}$",
                            sealed_at__isnull=False,
                        ),
                        name="reorganisation_report_sealed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
    ]
