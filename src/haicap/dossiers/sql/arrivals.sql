-- Many histories at once: an import copies their entries into a passing table (services/importing/batch.py) whose trigger takes
-- them over in one statement, chained unit by unit. The rules are those of `dossiers_journal_append`, said of a set.

-- What a digest is taken over, beside the digest before.
CREATE FUNCTION dossiers_told(e dossiers_journal) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT convert_to(jsonb_build_array(
    e.unit_id, e.chain_seq, e.dossier_id, e.seq, e.province, e.action, e.status_before, e.status_after,
    (extract(epoch FROM e.at) * 1000000)::bigint, (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
    e.agency_id, e.person_id, e.appointment_id, e.actor_label, e.capacity, e.timeliness, e.note, e.changes
  )::text, 'UTF8')
$$;

CREATE OR REPLACE FUNCTION dossiers_digest(e dossiers_journal) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(e.previous_hash || dossiers_told(e))
$$;

-- The digests of a chain that goes on from `head`: each over the one before.
CREATE FUNCTION dossiers_link(former bytea, head bytea, told bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(coalesce(former, head) || told)
$$;
CREATE AGGREGATE dossiers_chained(head bytea, told bytea) (SFUNC = dossiers_link, STYPE = bytea);

-- Entries arrive without place in the chain and as whole histories, from their first entry on.
CREATE FUNCTION dossiers_take_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stray record;
  moment timestamptz;
BEGIN
  SELECT e.dossier_id, e.seq INTO stray FROM (
    SELECT a.*, row_number() OVER story AS place,
      lag(a.status_after, 1, '') OVER story AS former_status, lag(a.at, 1, a.at) OVER story AS former_at
    FROM arrived a WINDOW story AS (PARTITION BY a.dossier_id ORDER BY a.seq)
  ) e WHERE e.seq <> e.place OR e.status_before <> e.former_status OR e.at < e.former_at LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal entry % of dossier % does not follow the one before', stray.seq, stray.dossier_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_journal_follows';
  END IF;
  INSERT INTO dossiers_chain (unit_id, seq, hash)
    SELECT DISTINCT a.unit_id, 0, ''::bytea FROM arrived a ORDER BY 1 ON CONFLICT DO NOTHING;
  PERFORM 1 FROM dossiers_chain c WHERE c.unit_id IN (SELECT a.unit_id FROM arrived a) ORDER BY c.unit_id FOR UPDATE;
  moment := clock_timestamp();
  WITH numbered AS (
    SELECT a.*, c.hash AS head,
      c.seq + row_number() OVER (PARTITION BY a.unit_id ORDER BY a.dossier_id, a.seq) AS link
    FROM arrived a JOIN dossiers_chain c ON c.unit_id = a.unit_id
  ), linked AS MATERIALIZED (
    SELECT n.*, dossiers_chained(n.head, dossiers_told(ROW(
        n.seq, n.province, n.action, n.status_before, n.status_after, n.at, moment, n.agency_id, n.person_id,
        n.appointment_id, n.actor_label, n.capacity, n.timeliness, n.note, n.changes, n.link, NULL, NULL, n.dossier_id,
        n.unit_id)::dossiers_journal)) OVER (PARTITION BY n.unit_id ORDER BY n.link ROWS UNBOUNDED PRECEDING) AS digest
    FROM numbered n
  ), taken AS (
    INSERT INTO dossiers_journal (dossier_id, seq, province, action, status_before, status_after, at, recorded_at,
      unit_id, agency_id, person_id, appointment_id, actor_label, capacity, timeliness, note, changes,
      chain_seq, previous_hash, hash)
    SELECT l.dossier_id, l.seq, l.province, l.action, l.status_before, l.status_after, l.at, moment,
      l.unit_id, l.agency_id, l.person_id, l.appointment_id, l.actor_label, l.capacity, l.timeliness, l.note, l.changes,
      l.link, lag(l.digest, 1, l.head) OVER (PARTITION BY l.unit_id ORDER BY l.link), l.digest
    FROM linked l
  )
  UPDATE dossiers_chain c SET seq = last.link, hash = last.digest
    FROM (SELECT DISTINCT ON (l.unit_id) l.unit_id, l.link, l.digest FROM linked l ORDER BY l.unit_id, l.link DESC) last
    WHERE c.unit_id = last.unit_id;
  RETURN NULL;
END
$$;

-- Only a trigger hands in entries that are chained already; whatever a statement says of its place is overwritten.
DROP TRIGGER dossiers_journal_append ON dossiers_journal;
CREATE TRIGGER dossiers_journal_append BEFORE INSERT ON dossiers_journal
  FOR EACH ROW WHEN (NEW.hash IS NULL OR pg_trigger_depth() = 0) EXECUTE FUNCTION dossiers_journal_append();
