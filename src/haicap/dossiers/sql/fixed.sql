-- What an intake lays down once is never changed: no entry of the journal would say so, and its deadline rests on it.
CREATE TRIGGER dossiers_dossier_fixed
  BEFORE UPDATE OF id, province, number, number_agency_id, number_day, number_sequence, secret, source, external_id,
    procedure_version_id, procedure_code, field, variant, limit_amount, limit_unit, on_supplement, channel, fee_vnd,
    assisted_by, received_at, original_due_at, due_declared, received_by_id, received_state_id, supported_by_id
  ON dossiers_dossier FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();
