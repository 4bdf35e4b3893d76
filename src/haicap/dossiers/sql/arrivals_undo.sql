DROP TRIGGER dossiers_journal_append ON dossiers_journal;
CREATE TRIGGER dossiers_journal_append BEFORE INSERT ON dossiers_journal
  FOR EACH ROW EXECUTE FUNCTION dossiers_journal_append();
DROP FUNCTION dossiers_take_arrived() CASCADE;
DROP AGGREGATE dossiers_chained(bytea, bytea);
DROP FUNCTION dossiers_link(bytea, bytea, bytea);
CREATE OR REPLACE FUNCTION dossiers_digest(e dossiers_journal) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(e.previous_hash || convert_to(jsonb_build_array(
    e.unit_id, e.chain_seq, e.dossier_id, e.seq, e.province, e.action, e.status_before, e.status_after,
    (extract(epoch FROM e.at) * 1000000)::bigint, (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
    e.agency_id, e.person_id, e.appointment_id, e.actor_label, e.capacity, e.timeliness, e.note, e.changes
  )::text, 'UTF8'))
$$;
DROP FUNCTION dossiers_told(dossiers_journal);
