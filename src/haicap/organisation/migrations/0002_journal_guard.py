"""The journal of rights is only ever added to; the table of shared counters (Django's database cache)."""

from django.db import migrations

FORWARD = """
CREATE TABLE organisation_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX organisation_cache_expires ON organisation_cache (expires);
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
DROP TABLE organisation_cache;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
