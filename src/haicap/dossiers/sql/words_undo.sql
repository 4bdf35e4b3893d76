DROP INDEX dossiers_search;
DROP FUNCTION dossiers_words(text, bigint, bigint, bigint, bigint, bigint, text[]);
CREATE FUNCTION dossiers_words(key text, competent bigint, received_by bigint, returned_by bigint, handler bigint,
  supported_by bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, key || ' a' || competent || ' a' || received_by || ' a' || returned_by
    || ' a' || handler || coalesce(' a' || supported_by, ''))
$$;
CREATE INDEX dossiers_search ON dossiers_dossier
  USING gin (dossiers_words(search_key, competent_id, received_by_id, returned_by_id, handler_id, supported_by_id));
