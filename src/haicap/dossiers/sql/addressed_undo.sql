DROP TRIGGER dossiers_row_explained ON dossiers_dossier;
CREATE CONSTRAINT TRIGGER dossiers_row_explained
  AFTER INSERT OR UPDATE OF version, number, status, last_at, competent_id, unit_id, unit_state_id, returned_by_id,
    handler_id, step, step_role, step_due_at, holder_id, applicant_kind, applicant_name, applicant_id_number,
    applicant_phone, applicant_email, applicant_address, due_at, promised_at, stops, supplement_count,
    extension_count, transfer_count, timeliness, settled_at, closed_at, handed_over_at, result_number, result_file, subject,
    calendar_version, provisional
  ON dossiers_dossier DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION dossiers_require_entry();
