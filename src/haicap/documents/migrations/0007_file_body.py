"""Every file names the body that took it in: that of the appointment which stored it.

Not in one transaction: rows are filled by the thousand while people work, and the constraint comes last. Meanwhile the
guard of the rows lets a body be named where none is, and nothing else; at the end it is again that of migration 0006.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_BATCH = 20_000
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
_FILL = """
WITH batch AS (
  SELECT f.id, f.stored_by, c.committee FROM documents_file f
  JOIN (SELECT province_code, min(id) AS committee FROM organisation_agency
        WHERE kind = 'provincial_committee' GROUP BY 1) c ON c.province_code = f.province
  WHERE f.agency_id IS NULL LIMIT %s)
UPDATE documents_file f SET agency_id = coalesce(
  (SELECT po.agency_id FROM organisation_appointment ap JOIN organisation_post po ON po.id = ap.post_id
   WHERE ap.id = b.stored_by), b.committee)
FROM batch b WHERE f.id = b.id"""


def fill(_apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        while True:
            cursor.execute(_FILL, [_BATCH])
            if cursor.rowcount < _BATCH:
                return


class Migration(migrations.Migration):
    atomic = False
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
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(GUARD, NAMING),
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
