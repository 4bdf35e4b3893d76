-- What a dossier is found by: every word of its key; as a<id> each agency that may see it; and both in one, as
-- a<id>x<word>, so that one's own among all of a name are found without reading the others. Numbers tell enough by
-- themselves and have no end: they stand alone.
DROP INDEX dossiers_search;
DROP FUNCTION dossiers_words(text, bigint, bigint, bigint, bigint, bigint);

CREATE FUNCTION dossiers_words(key text, competent bigint, received_by bigint, returned_by bigint, handler bigint,
  supported_by bigint, passed text[]) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  agency text;
  agencies text := '';
  owned text := '\&';
BEGIN
  FOREACH agency IN ARRAY
    ARRAY['a' || competent, 'a' || received_by, 'a' || returned_by, 'a' || handler, 'a' || supported_by] || passed
  LOOP
    CONTINUE WHEN agency IS NULL OR strpos(agencies, agency || ' ') > 0;
    agencies := agencies || agency || ' ';
    owned := owned || ' ' || agency || 'x\&';
  END LOOP;
  RETURN to_tsvector('simple'::regconfig, agencies || regexp_replace(key, '\m[a-z]\w*', owned, 'g'));
END
$$;

CREATE INDEX dossiers_search ON dossiers_dossier USING gin (
  dossiers_words(search_key, competent_id, received_by_id, returned_by_id, handler_id, supported_by_id, passed));

ANALYZE dossiers_dossier;  -- how common a word is
