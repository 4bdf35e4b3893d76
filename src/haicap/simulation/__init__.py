"""A reproducible province: invented people hand in dossiers, officials with habits bring them to an end."""
