DROP TRIGGER dossiers_journal_in_office ON dossiers_journal;
DROP FUNCTION dossiers_require_office();
