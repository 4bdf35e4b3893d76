DROP TRIGGER dossiers_journal_pass ON dossiers_journal;
DROP FUNCTION dossiers_pass();
ALTER TABLE dossiers_dossier DROP COLUMN passed;
