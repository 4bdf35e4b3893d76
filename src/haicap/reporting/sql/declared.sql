-- What was declared stays as it was declared: rows are only ever added.
CREATE TRIGGER reporting_declared_keep BEFORE UPDATE OR DELETE ON reporting_declared
  FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_declared_keep_all BEFORE TRUNCATE ON reporting_declared
  FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_declared_paper_keep BEFORE UPDATE OR DELETE ON reporting_declared_paper
  FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change();
CREATE TRIGGER reporting_declared_paper_keep_all BEFORE TRUNCATE ON reporting_declared_paper
  FOR EACH STATEMENT EXECUTE FUNCTION reporting_refuse_change();
