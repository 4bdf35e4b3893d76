-- What entries ({entries}) add to the tally; the dossier of each is looked up by its id, however many there are.
INSERT INTO dossiers_tally AS t (unit_id, day, figure, procedure_code, field, channel, received_by_id, province,
    entries)
  SELECT e.unit_id, (e.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, dossiers_figure(e.action, e.timeliness),
    d.procedure_code, d.field, d.channel, d.received_by_id, e.province, count(*)
  FROM {entries} e CROSS JOIN LATERAL (
    SELECT d.procedure_code, d.field, d.channel, d.received_by_id FROM dossiers_dossier d
    WHERE d.id = e.dossier_id LIMIT 1) d
  WHERE dossiers_figure(e.action, e.timeliness) IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  ON CONFLICT (unit_id, day, figure, procedure_code, field, channel, received_by_id, province)
  DO UPDATE SET entries = t.entries + EXCLUDED.entries;
