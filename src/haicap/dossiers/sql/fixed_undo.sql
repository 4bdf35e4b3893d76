DROP TRIGGER dossiers_dossier_fixed ON dossiers_dossier;
