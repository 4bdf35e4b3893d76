"""Every file names the body that took it in: that of the appointment which stored it.

Meanwhile the guard of the rows lets a body be named where none is, and nothing else; at the end it is again that of
migration 0006.
"""

import django.db.models.deletion
from django.db import migrations, models

_GUARD = """
create or replace function documents_file_guard() returns trigger language plpgsql as $$
begin
    {exception}if old.owner_kind <> '' then
        raise exception 'a file of a record is never changed or deleted'
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if (to_jsonb(old) - 'owner_kind' - 'owner_id' - 'owner_label')
       is distinct from (to_jsonb(new) - 'owner_kind' - 'owner_id' - 'owner_label') then
        raise exception 'a stored file is never changed' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$
"""
NAMING = _GUARD.format(
    exception="""if tg_op = 'UPDATE' and old.agency_id is null
       and to_jsonb(old) - 'agency_id' = to_jsonb(new) - 'agency_id' then
        return new;
    end if;
    """
)
GUARD = _GUARD.format(exception="")
# a file stored by nobody who is known lies with the committee of its province
FILL = """
UPDATE documents_file f SET agency_id = coalesce(
  (SELECT po.agency_id FROM organisation_appointment ap JOIN organisation_post po ON po.id = ap.post_id
   WHERE ap.id = f.stored_by),
  (SELECT min(id) FROM organisation_agency WHERE kind = 'provincial_committee' AND province_code = f.province))
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_file_guard"), ("organisation", "0003_succession")]
    operations = [
        migrations.AddField(
            "storedfile",
            "agency",
            models.ForeignKey(
                to="organisation.agency",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                db_index=False,
                null=True,
            ),
        ),
        migrations.RunSQL(NAMING, GUARD),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, NAMING),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),  # before the table is altered
        migrations.AlterField(
            "storedfile",
            "agency",
            models.ForeignKey(
                to="organisation.agency",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                db_index=False,
            ),
        ),
    ]
