"""An issued form is never changed or deleted; it may be cancelled, once (law I-F1)."""

from django.db import migrations

GUARD = """
create function documents_issued_form_guard() returns trigger language plpgsql as $$
begin
    if tg_op in ('DELETE', 'TRUNCATE') then
        raise exception 'an issued form is never deleted' using errcode = 'integrity_constraint_violation';
    end if;
    if old.cancelled_at is not null or new.cancelled_at is null
       or (to_jsonb(old) - 'cancelled_at' - 'cancelled_by' - 'cancel_reason')
          is distinct from (to_jsonb(new) - 'cancelled_at' - 'cancelled_by' - 'cancel_reason') then
        raise exception 'an issued form may only be cancelled, once' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger documents_issued_form_guard before update or delete on documents_issued_form
for each row execute function documents_issued_form_guard();
create trigger documents_issued_form_no_truncate before truncate on documents_issued_form
for each statement execute function documents_issued_form_guard();
"""

UNGUARD = """
drop trigger documents_issued_form_no_truncate on documents_issued_form;
drop trigger documents_issued_form_guard on documents_issued_form;
drop function documents_issued_form_guard();
"""


class Migration(migrations.Migration):
    """Guard the rows of issued forms."""

    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
