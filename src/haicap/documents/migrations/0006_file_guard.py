"""A stored file is what it was: only its first owner is written, and what a record has taken is never deleted."""

from django.db import migrations

GUARD = """
create function documents_file_guard() returns trigger language plpgsql as $$
begin
    if old.owner_kind <> '' then
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
end $$;
create trigger documents_file_guard before update or delete on documents_file
for each row execute function documents_file_guard();
"""

UNGUARD = """
drop trigger documents_file_guard on documents_file;
drop function documents_file_guard();
"""


class Migration(migrations.Migration):
    """Guard the rows of files."""

    dependencies = [("documents", "0005_printed")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
