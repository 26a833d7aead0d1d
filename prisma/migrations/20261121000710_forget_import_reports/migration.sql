-- Reports quote documents, which may be purged while the import that brought them stays: they are forgotten after 30 days.
-- Any diagram gives a new one.
ALTER TABLE import_files ADD COLUMN reported_at timestamptz;
CREATE INDEX import_files_reported ON import_files (reported_at) WHERE reported_at IS NOT NULL;

CREATE OR REPLACE FUNCTION app.report_imported_file(
  p_workspace uuid, p_import uuid, p_position integer, p_diagram uuid, p_detail text, p_line integer, p_column integer, p_quote text, p_found jsonb, p_report jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE import_files f SET status = CASE WHEN p_diagram IS NULL THEN 'refused' ELSE 'imported' END, content = NULL,
      diagram_id = p_diagram, detail = p_detail, line = p_line, column_number = p_column, quote = p_quote, found = p_found, report = p_report, reported_at = now()
    WHERE f.workspace_id = p_workspace AND f.import_id = p_import AND f.position = p_position AND f.status = 'waiting';
END $$;

CREATE POLICY relay_sees_reported ON import_files FOR SELECT TO bpmn_relay USING (status = 'imported');
CREATE POLICY relay_forgets ON import_files FOR UPDATE TO bpmn_relay USING (reported_at < now() - interval '30 days')
  WITH CHECK (report IS NULL AND quote IS NULL AND reported_at IS NULL);
GRANT SELECT (reported_at) ON import_files TO bpmn_relay;
GRANT UPDATE (report, quote, reported_at) ON import_files TO bpmn_relay;

CREATE FUNCTION app.forget_import_reports(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_forgotten integer;
BEGIN
  WITH old AS (
    SELECT f.workspace_id, f.import_id, f.position FROM import_files f WHERE f.reported_at < now() - interval '30 days' ORDER BY f.reported_at LIMIT p_limit
  )
  UPDATE import_files f SET report = NULL, quote = NULL, reported_at = NULL FROM old
    WHERE f.workspace_id = old.workspace_id AND f.import_id = old.import_id AND f.position = old.position AND f.reported_at < now() - interval '30 days';
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;
REVOKE ALL ON FUNCTION app.forget_import_reports(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.forget_import_reports(integer) TO bpmn_relay;
