DROP TRIGGER dossiers_tally_keep ON dossiers_tally;
DROP FUNCTION dossiers_count_arrived() CASCADE;
DROP TRIGGER dossiers_journal_tally ON dossiers_journal;
DROP FUNCTION dossiers_count_entry();
DROP FUNCTION dossiers_figure(text, text);
