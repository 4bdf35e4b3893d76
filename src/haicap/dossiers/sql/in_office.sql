-- Nobody acts from a post or a body that has ended by the day of the act, however old the actor is that a process
-- remembers (organisation/services/tokens.py). A merger holds the heads of its units' chains, then its bodies; this asks
-- after the head is held (triggers of one kind run by name: ..._append first) and shares the body until the act is
-- committed. So an act is written before the merger counts, or is refused after it.
CREATE FUNCTION dossiers_require_office() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  day date := (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
  held record;
BEGIN
  SELECT m.ends_on, a.valid_to INTO held
    FROM organisation_appointment m
    JOIN organisation_post p ON p.id = m.post_id
    JOIN organisation_agency a ON a.id = p.agency_id
    WHERE m.id = NEW.appointment_id FOR KEY SHARE OF a;
  IF held.ends_on < day OR held.valid_to <= day THEN
    RAISE EXCEPTION 'appointment % or its body has ended before %', NEW.appointment_id, day
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dossiers_journal_in_office';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER dossiers_journal_in_office BEFORE INSERT ON dossiers_journal
  FOR EACH ROW WHEN (NEW.appointment_id IS NOT NULL) EXECUTE FUNCTION dossiers_require_office();
