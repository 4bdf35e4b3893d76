-- Frozen means frozen: rows of periodic reports are only ever added, and each step follows from the one before.

CREATE FUNCTION reporting_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is not allowed: a frozen report never changes', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_append_only';
END
$$;

CREATE TRIGGER reporting_periodic_report_keep BEFORE UPDATE OR DELETE ON reporting_periodic_report
  FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_periodic_report_keep_all BEFORE TRUNCATE ON reporting_periodic_report
  FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_periodic_act_keep BEFORE UPDATE OR DELETE ON reporting_periodic_act
  FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_periodic_act_keep_all BEFORE TRUNCATE ON reporting_periodic_act
  FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_periodic_paper_keep BEFORE UPDATE OR DELETE ON reporting_periodic_paper
  FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_periodic_paper_keep_all BEFORE TRUNCATE ON reporting_periodic_paper
  FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();

-- A new edition only where the one before was sent back.
CREATE FUNCTION reporting_periodic_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.edition > 1 AND NOT EXISTS (
    SELECT 1 FROM reporting_periodic_report r JOIN reporting_periodic_act a ON a.report_id = r.id
    WHERE r.body_id = NEW.body_id AND r.kind = NEW.kind AND r.starts_on = NEW.starts_on
      AND r.edition = NEW.edition - 1 AND a.step = 'returned')
  THEN
    RAISE EXCEPTION 'edition % has no edition before it that was sent back', NEW.edition
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_periodic_edition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER reporting_periodic_follows BEFORE INSERT ON reporting_periodic_report
  FOR EACH ROW EXECUTE FUNCTION reporting_periodic_follows();

-- prepared -> checked -> signed -> submitted -> rolled up; sent back from any of them but the last; who checks or
-- signs is not who prepared.
CREATE FUNCTION reporting_periodic_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  former record;
BEGIN
  PERFORM 1 FROM reporting_periodic_report WHERE id = NEW.report_id FOR UPDATE;
  SELECT a.seq, a.step INTO former FROM reporting_periodic_act a
    WHERE a.report_id = NEW.report_id ORDER BY a.seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(former.seq, 0) + 1 OR NOT (coalesce(former.step, ''), NEW.step) IN (
    ('', 'prepared'), ('prepared', 'checked'), ('checked', 'signed'), ('signed', 'submitted'),
    ('submitted', 'rolled_up'), ('prepared', 'returned'), ('checked', 'returned'), ('signed', 'returned'),
    ('submitted', 'returned'))
  THEN
    RAISE EXCEPTION 'step % does not follow % of report %', NEW.step, coalesce(former.step, 'nothing'), NEW.report_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_periodic_step';
  END IF;
  IF NEW.step IN ('checked', 'signed') AND EXISTS (
    SELECT 1 FROM reporting_periodic_act a
    WHERE a.report_id = NEW.report_id AND a.step = 'prepared' AND a.person_id = NEW.person_id)
  THEN
    RAISE EXCEPTION 'whoever prepared report % neither checks nor signs it', NEW.report_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_periodic_two_people';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER reporting_periodic_step BEFORE INSERT ON reporting_periodic_act
  FOR EACH ROW EXECUTE FUNCTION reporting_periodic_step();
