-- Who passed a dossier on keeps reading it, so that a figure "transferred out" opens its rows (law I-C2).
ALTER TABLE dossiers_dossier ADD COLUMN passed text[] NOT NULL DEFAULT '{}';

CREATE FUNCTION dossiers_pass() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE dossiers_dossier d SET passed = d.passed || ('a' || NEW.agency_id)
    WHERE d.id = NEW.dossier_id AND NOT ('a' || NEW.agency_id) = ANY (d.passed);
  RETURN NULL;
END
$$;

CREATE TRIGGER dossiers_journal_pass AFTER INSERT ON dossiers_journal
  FOR EACH ROW WHEN (NEW.action = 'transferred_out') EXECUTE FUNCTION dossiers_pass();

UPDATE dossiers_dossier d SET passed = given.agencies FROM (
  SELECT dossier_id, array_agg(DISTINCT 'a' || agency_id) AS agencies
  FROM dossiers_journal WHERE action = 'transferred_out' GROUP BY dossier_id) given
WHERE d.id = given.dossier_id;
