-- The journal is the history: chained per unit, append-only, and the only explanation of a status.

CREATE FUNCTION dossiers_digest(e dossiers_journal) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(e.previous_hash || convert_to(jsonb_build_array(
    e.unit_id, e.chain_seq, e.dossier_id, e.seq, e.province, e.action, e.status_before, e.status_after,
    (extract(epoch FROM e.at) * 1000000)::bigint, (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
    e.agency_id, e.person_id, e.appointment_id, e.actor_label, e.capacity, e.timeliness, e.note, e.changes
  )::text, 'UTF8'))
$$;

CREATE FUNCTION dossiers_journal_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  follows boolean;
  in_order boolean := true;
  head record;
BEGIN
  IF NEW.seq = 1 THEN
    follows := NEW.status_before = '';
  ELSE
    SELECT j.status_after = NEW.status_before, j.at <= NEW.at INTO follows, in_order FROM dossiers_journal j
      WHERE j.dossier_id = NEW.dossier_id AND j.seq = NEW.seq - 1;
  END IF;
  IF NOT coalesce(follows, false) THEN
    RAISE EXCEPTION 'journal entry % of dossier % does not follow the one before', NEW.seq, NEW.dossier_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_journal_follows';
  END IF;
  IF NOT in_order THEN
    RAISE EXCEPTION 'journal entry % of dossier % is earlier than the one before', NEW.seq, NEW.dossier_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_journal_in_order';
  END IF;
  SELECT c.seq, c.hash INTO head FROM dossiers_chain c WHERE c.unit_id = NEW.unit_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO dossiers_chain (unit_id, seq, hash) VALUES (NEW.unit_id, 0, ''::bytea) ON CONFLICT DO NOTHING;
    SELECT c.seq, c.hash INTO head FROM dossiers_chain c WHERE c.unit_id = NEW.unit_id FOR UPDATE;
  END IF;
  NEW.recorded_at := clock_timestamp();
  NEW.chain_seq := head.seq + 1;
  NEW.previous_hash := head.hash;
  NEW.hash := dossiers_digest(NEW);
  UPDATE dossiers_chain SET seq = NEW.chain_seq, hash = NEW.hash WHERE unit_id = NEW.unit_id;
  RETURN NEW;
END
$$;

CREATE TRIGGER dossiers_journal_append BEFORE INSERT ON dossiers_journal
  FOR EACH ROW EXECUTE FUNCTION dossiers_journal_append();

CREATE FUNCTION dossiers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is not allowed: nothing with legal meaning is changed or deleted', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_append_only';
END
$$;

CREATE TRIGGER dossiers_journal_keep BEFORE UPDATE OR DELETE ON dossiers_journal
  FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();
CREATE TRIGGER dossiers_journal_keep_all BEFORE TRUNCATE ON dossiers_journal
  FOR EACH STATEMENT EXECUTE FUNCTION dossiers_refuse_change();
CREATE TRIGGER dossiers_dossier_keep BEFORE DELETE ON dossiers_dossier
  FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();

-- Checked at commit: the row stands where its newest entry left it, and no fold column moves without a new entry.
CREATE FUNCTION dossiers_require_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'dossier % changed without a journal entry', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_row_explained';
  END IF;
  PERFORM 1 FROM dossiers_journal j WHERE j.dossier_id = NEW.id AND j.seq = NEW.version
    AND j.status_after = NEW.status AND j.unit_id = NEW.unit_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'status % of dossier % has no journal entry', NEW.status, NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_row_explained';
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER dossiers_row_explained
  AFTER INSERT OR UPDATE OF version, number, status, last_at, competent_id, unit_id, unit_state_id, returned_by_id,
    handler_id, step, step_role, step_due_at, holder_id, applicant_kind, applicant_name, applicant_id_number,
    applicant_phone, applicant_email, applicant_address, due_at, promised_at, stops, supplement_count,
    extension_count, transfer_count, timeliness, settled_at, closed_at, handed_over_at, result_number, result_file, subject
  ON dossiers_dossier DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION dossiers_require_entry();

-- Second fence of the province: a part never belongs to another province than its dossier (law I-Z1).
ALTER TABLE dossiers_dossier ADD CONSTRAINT dossiers_id_province UNIQUE (id, province);
ALTER TABLE dossiers_component ADD CONSTRAINT dossiers_component_province
  FOREIGN KEY (dossier_id, province) REFERENCES dossiers_dossier (id, province);
ALTER TABLE dossiers_component_file ADD CONSTRAINT dossiers_component_file_province
  FOREIGN KEY (dossier_id, province) REFERENCES dossiers_dossier (id, province);
ALTER TABLE dossiers_journal ADD CONSTRAINT dossiers_journal_province
  FOREIGN KEY (dossier_id, province) REFERENCES dossiers_dossier (id, province);

-- What a dossier is found by: its words, and as a<id> the agencies that may see it.
CREATE FUNCTION dossiers_words(key text, competent bigint, received_by bigint, returned_by bigint, handler bigint,
  supported_by bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, key || ' a' || competent || ' a' || received_by || ' a' || returned_by
    || ' a' || handler || coalesce(' a' || supported_by, ''))
$$;

CREATE INDEX dossiers_search ON dossiers_dossier
  USING gin (dossiers_words(search_key, competent_id, received_by_id, returned_by_id, handler_id, supported_by_id));
CREATE INDEX dossiers_number_prefix ON dossiers_dossier (number text_pattern_ops);

-- The fold of a journal: later entries lie over earlier ones (law I-C3).
CREATE AGGREGATE dossiers_fold(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}');
