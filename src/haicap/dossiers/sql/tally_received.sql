-- Entries of the journal counted by day as they are written, in their own transaction; law I-C4 counts them again.
-- Replaces tally.sql (migration 0015): counted by the counter that took the dossier in too.
-- Whoever adds to a unit's rows holds the head of its chain already (guards.sql, arrivals.sql): nobody ever waits for a
-- row of the tally, and no order of locking is added.

ALTER TABLE dossiers_tally SET (fillfactor = 80);

-- The figure that counts an entry (dossiers/selectors/flows.py); null where none does.
CREATE FUNCTION dossiers_figure(action text, timeliness text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN timeliness <> '' THEN 'settled_' || timeliness
    WHEN action IN ('received', 'transferred_in', 'transferred_out', 'returned', 'refused', 'stopped', 'withdrawn',
      'void') THEN action END
$$;

CREATE FUNCTION dossiers_count_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO dossiers_tally AS t (unit_id, day, figure, procedure_code, field, channel, received_by_id, province,
      entries)
    SELECT NEW.unit_id, (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, dossiers_figure(NEW.action, NEW.timeliness),
      d.procedure_code, d.field, d.channel, d.received_by_id, NEW.province, 1
    FROM dossiers_dossier d WHERE d.id = NEW.dossier_id
    ON CONFLICT (unit_id, day, figure, procedure_code, field, channel, received_by_id, province)
    DO UPDATE SET entries = t.entries + 1;
  RETURN NULL;
END
$$;

-- acts that no figure counts pay nothing: a function asked here would be planned anew for each of them
CREATE TRIGGER dossiers_journal_tally AFTER INSERT ON dossiers_journal FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND (NEW.timeliness <> '' OR NEW.action IN (
    'received', 'transferred_in', 'transferred_out', 'returned', 'refused', 'stopped', 'withdrawn', 'void')))
  EXECUTE FUNCTION dossiers_count_entry();

-- Many histories at once: those that dossiers_take_arrived has chained (services/importing/batch.py).
CREATE FUNCTION dossiers_count_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {arrived}
  RETURN NULL;
END
$$;

-- what was written before, while nobody can write
{journal}

CREATE TRIGGER dossiers_tally_keep BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON dossiers_tally
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION dossiers_refuse_change();
