-- Only an applied plan can be annulled, and what was said about it stays.

CREATE FUNCTION reorganisation_annulment_of_applied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM reorganisation_plan p WHERE p.id = NEW.plan_id AND p.status = 'applied' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'plan % is not applied', NEW.plan_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reorganisation_annulment_applied';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER reorganisation_annulment_of_applied BEFORE INSERT ON reorganisation_annulment
  FOR EACH ROW EXECUTE FUNCTION reorganisation_annulment_of_applied();

CREATE FUNCTION reorganisation_annulment_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = 'waiting'
    AND (NEW.plan_id, NEW.instrument, NEW.body, NEW.reason, NEW.proposed_by, NEW.proposed_label, NEW.proposed_at)
      = (OLD.plan_id, OLD.instrument, OLD.body, OLD.reason, OLD.proposed_by, OLD.proposed_label, OLD.proposed_at)
    AND NEW.decided_on IS NOT DISTINCT FROM OLD.decided_on
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% of a proposed annulment: it is decided once and never rewritten', TG_OP
    USING ERRCODE = 'check_violation', CONSTRAINT = 'reorganisation_annulment_kept';
END
$$;

CREATE TRIGGER reorganisation_annulment_keep BEFORE UPDATE OR DELETE ON reorganisation_annulment
  FOR EACH ROW EXECUTE FUNCTION reorganisation_annulment_keep();
