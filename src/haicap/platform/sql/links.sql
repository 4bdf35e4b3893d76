-- Tables that are chains: each row holds the digest of itself and of the row before. Whoever changes, slips in or
-- drops a row breaks the chain. A table becomes one by `seq`, `previous_hash`, `hash` and the two triggers below.

CREATE FUNCTION platform_link_digest(link jsonb, previous bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous || convert_to((link - 'hash' - 'previous_hash')::text, 'UTF8'))
$$;

CREATE FUNCTION platform_link_append() RETURNS trigger LANGUAGE plpgsql
  SET timezone = 'UTC' SET bytea_output = 'hex' SET extra_float_digits = 1 AS $$
DECLARE
  head record;
BEGIN
  PERFORM pg_advisory_xact_lock(TG_RELID::bigint);
  EXECUTE format('SELECT seq, hash FROM %I ORDER BY seq DESC LIMIT 1', TG_TABLE_NAME) INTO head;
  NEW.seq := coalesce(head.seq, 0) + 1;
  NEW.previous_hash := coalesce(head.hash, ''::bytea);
  NEW.hash := platform_link_digest(to_jsonb(NEW), NEW.previous_hash);
  RETURN NEW;
END
$$;

CREATE FUNCTION platform_link_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is not allowed: what was written stays', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'platform_append_only';
END
$$;

-- (seq, what is wrong) of the youngest `most` links of a table; no limit where `most` is null
CREATE FUNCTION platform_broken_links(chain regclass, most bigint) RETURNS TABLE (seq bigint, wrong text)
  LANGUAGE plpgsql STABLE SET timezone = 'UTC' SET bytea_output = 'hex' SET extra_float_digits = 1 AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'WITH links AS (SELECT l.seq, l.hash, l.previous_hash, platform_link_digest(to_jsonb(l), l.previous_hash) AS genuine
       FROM %s l ORDER BY l.seq DESC LIMIT $1),
     followed AS (SELECT *, lag(l.seq) OVER o AS former_seq, lag(l.hash) OVER o AS former_hash
       FROM links l WINDOW o AS (ORDER BY l.seq))
     SELECT f.seq, CASE WHEN f.hash <> f.genuine THEN ''was changed after it was written''
       ELSE ''does not follow the link before'' END
     FROM followed f WHERE f.hash <> f.genuine
       OR (f.former_seq IS NULL AND f.seq = 1 AND f.previous_hash <> ''''::bytea)
       OR (f.former_seq IS NULL AND f.seq > 1 AND $1 IS NULL)
       OR (f.former_seq IS NOT NULL AND (f.seq <> f.former_seq + 1 OR f.previous_hash <> f.former_hash))
     ORDER BY f.seq', chain) USING most;
END
$$;

CREATE TRIGGER platform_check_run_append BEFORE INSERT ON platform_check_run
  FOR EACH ROW EXECUTE FUNCTION platform_link_append();
CREATE TRIGGER platform_check_run_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON platform_check_run
  FOR EACH STATEMENT EXECUTE FUNCTION platform_link_keep();
