"""The journal of rights is only ever added to."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION organisation_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'organisation_journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER organisation_journal_append_only BEFORE UPDATE OR DELETE ON organisation_journal
    FOR EACH ROW EXECUTE FUNCTION organisation_journal_refuse();
CREATE TRIGGER organisation_journal_no_truncate BEFORE TRUNCATE ON organisation_journal
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_journal_refuse();
"""
BACKWARD = """
DROP TRIGGER organisation_journal_append_only ON organisation_journal;
DROP TRIGGER organisation_journal_no_truncate ON organisation_journal;
DROP FUNCTION organisation_journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
