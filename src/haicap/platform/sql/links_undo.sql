DROP TRIGGER platform_check_run_keep ON platform_check_run;
DROP TRIGGER platform_check_run_append ON platform_check_run;
DROP FUNCTION platform_broken_links(regclass, bigint);
DROP FUNCTION platform_link_keep();
DROP FUNCTION platform_link_append();
DROP FUNCTION platform_link_digest(jsonb, bytea);
