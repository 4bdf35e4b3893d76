"""What the database itself refuses: overlapping versions, changes of a version in use, changes of the history.

The overlap is excluded over a range of one number and a range of days, which GiST knows without an extension.
"""

from django.db import migrations

OVERLAP = """
ALTER TABLE procedures_version ADD CONSTRAINT procedures_version_no_overlap
EXCLUDE USING gist (int8range(procedure_id, procedure_id, '[]') WITH &&, daterange(valid_from, valid_to) WITH &&)
WHERE (status = 'approved');
"""
NO_OVERLAP = "ALTER TABLE procedures_version DROP CONSTRAINT procedures_version_no_overlap;"

SHAPE = """
ALTER TABLE procedures_version ADD CONSTRAINT procedures_version_lists CHECK (
  jsonb_typeof(variants) = 'array' AND jsonb_array_length(variants) > 0
  AND jsonb_typeof(components) = 'array' AND jsonb_typeof(steps) = 'array');
"""
NO_SHAPE = "ALTER TABLE procedures_version DROP CONSTRAINT procedures_version_lists;"

FROZEN = """
CREATE FUNCTION procedures_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'procedures: versions are never deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'approved' AND (to_jsonb(NEW) - 'valid_to') IS DISTINCT FROM (to_jsonb(OLD) - 'valid_to') THEN
    RAISE EXCEPTION 'procedures: version % is in use and never changes', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'approved' AND OLD.valid_to IS NOT NULL AND NEW.valid_to IS DISTINCT FROM OLD.valid_to THEN
    RAISE EXCEPTION 'procedures: version % has ended already', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER procedures_version_frozen BEFORE UPDATE OR DELETE ON procedures_version
FOR EACH ROW EXECUTE FUNCTION procedures_version_frozen();
"""
THAWED = """
DROP TRIGGER procedures_version_frozen ON procedures_version;
DROP FUNCTION procedures_version_frozen();
"""

HISTORY = """
CREATE FUNCTION procedures_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'procedures: the history is only added to' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER procedures_event_append_only BEFORE UPDATE OR DELETE ON procedures_event
FOR EACH ROW EXECUTE FUNCTION procedures_event_append_only();
"""
NO_HISTORY = """
DROP TRIGGER procedures_event_append_only ON procedures_event;
DROP FUNCTION procedures_event_append_only();
"""


class Migration(migrations.Migration):
    """Guards of the catalogue."""

    dependencies = [("procedures", "0001_initial")]
    operations = [
        migrations.RunSQL(OVERLAP, NO_OVERLAP),
        migrations.RunSQL(SHAPE, NO_SHAPE),
        migrations.RunSQL(FROZEN, THAWED),
        migrations.RunSQL(HISTORY, NO_HISTORY),
    ]
