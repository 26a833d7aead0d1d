-- Reports of imports: what was found in each file, and the line a refusal points at. The short part is a column of its own:
-- it is read with every look at the progress, the whole report only when somebody opens it.
ALTER TABLE import_files
  ADD COLUMN quote text CHECK (length(quote) <= 200),
  ADD COLUMN found jsonb CHECK (octet_length(found::text) <= 4000),
  ADD COLUMN report jsonb CHECK (octet_length(report::text) <= 1000000);

CREATE FUNCTION app.import_file(f import_files) RETURNS jsonb LANGUAGE sql STABLE
  RETURN jsonb_build_object('position', f.position, 'name', f.name, 'status', f.status, 'diagramId', f.diagram_id, 'detail', f.detail,
    'line', f.line, 'column', f.column_number, 'quote', f.quote, 'found', f.found);

-- As before, with what was found. Versions before this one ignore what they do not know.
CREATE OR REPLACE FUNCTION app.import_report(p_import uuid) RETURNS jsonb LANGUAGE sql STABLE
  RETURN (SELECT jsonb_build_object(
      'id', i.id, 'workspaceId', i.workspace_id, 'createdAt', app.instant(i.created_at),
      'status', CASE WHEN count(*) FILTER (WHERE f.status = 'waiting') = 0 THEN 'done' ELSE 'running' END,
      'total', count(f.*), 'imported', count(*) FILTER (WHERE f.status = 'imported'), 'refused', count(*) FILTER (WHERE f.status = 'refused'),
      'files', coalesce(jsonb_agg(app.import_file(f) ORDER BY f.position) FILTER (WHERE f.position IS NOT NULL), '[]'))
    FROM imports i LEFT JOIN import_files f ON f.workspace_id = i.workspace_id AND f.import_id = i.id
    WHERE i.workspace_id = app.workspace_id() AND i.id = p_import
    GROUP BY i.workspace_id, i.id);

-- One file with its whole report: 'ok' or 'not_found'.
CREATE FUNCTION app.read_import_file(p_user uuid, p_import uuid, p_position integer) RETURNS TABLE (outcome text, file jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid;
BEGIN
  SELECT a.workspace_id INTO v_workspace FROM app.access_to_import(p_user, p_import) a;
  outcome := 'not_found';
  IF v_workspace IS NOT NULL THEN
    PERFORM app.enter(v_workspace, p_user);
    SELECT app.import_file(f) || jsonb_build_object('report', f.report) INTO file
      FROM import_files f WHERE f.workspace_id = v_workspace AND f.import_id = p_import AND f.position = p_position;
    IF FOUND THEN outcome := 'ok'; END IF;
  END IF;
  RETURN NEXT;
END $$;

-- As report_import_file, with what was found. A file that is reported already stays as it is.
CREATE FUNCTION app.report_imported_file(
  p_workspace uuid, p_import uuid, p_position integer, p_diagram uuid, p_detail text, p_line integer, p_column integer, p_quote text, p_found jsonb, p_report jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE import_files f SET status = CASE WHEN p_diagram IS NULL THEN 'refused' ELSE 'imported' END, content = NULL,
      diagram_id = p_diagram, detail = p_detail, line = p_line, column_number = p_column, quote = p_quote, found = p_found, report = p_report
    WHERE f.workspace_id = p_workspace AND f.import_id = p_import AND f.position = p_position AND f.status = 'waiting';
END $$;

-- Imports that were given up ------------------------------------------------------------------------------------------

-- The relay may refuse what still waits of an import whose event was parked: nobody works on it any more. It sees which
-- files wait, and neither their names nor their content.
CREATE INDEX import_files_waiting ON import_files (workspace_id, import_id) WHERE status = 'waiting';
CREATE POLICY relay_waiting ON import_files FOR SELECT TO bpmn_relay USING (status IN ('waiting', 'refused')); -- an UPDATE must see what it made
CREATE POLICY relay_refuses ON import_files FOR UPDATE TO bpmn_relay USING (status = 'waiting') WITH CHECK (status = 'refused' AND content IS NULL AND diagram_id IS NULL);
GRANT SELECT (workspace_id, import_id, position, status) ON import_files TO bpmn_relay;
GRANT UPDATE (status, content, detail) ON import_files TO bpmn_relay;

CREATE FUNCTION app.refuse_stranded_files(p_limit integer, p_detail text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_refused integer;
BEGIN
  WITH parked AS (
    SELECT o.workspace_id, (o.payload->>'importId')::uuid AS import_id FROM inbox i
      JOIN outbox o ON o.workspace_id = i.workspace_id AND o.id = i.event_id
      WHERE i.parked_at IS NOT NULL AND i.handler = 'import-files' AND o.type = 'import.requested'
    UNION ALL
    SELECT o.workspace_id, (o.payload->>'importId')::uuid FROM outbox o WHERE o.parked_at IS NOT NULL AND o.type = 'import.requested'
  ), stranded AS (
    SELECT f.workspace_id, f.import_id, f.position FROM parked p
      JOIN import_files f ON f.workspace_id = p.workspace_id AND f.import_id = p.import_id AND f.status = 'waiting' LIMIT p_limit
  )
  UPDATE import_files f SET status = 'refused', content = NULL, detail = p_detail FROM stranded s
    WHERE f.workspace_id = s.workspace_id AND f.import_id = s.import_id AND f.position = s.position AND f.status = 'waiting';
  GET DIAGNOSTICS v_refused = ROW_COUNT;
  RETURN v_refused;
END $$;

-- Nobody may call these but who needs them.
DO $$
DECLARE
  f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature, p.proname FROM pg_proc p
    WHERE p.pronamespace = 'app'::regnamespace AND p.proname IN ('import_file', 'read_import_file', 'report_imported_file', 'refuse_stranded_files')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.signature, CASE WHEN f.proname = 'refuse_stranded_files' THEN 'bpmn_relay' ELSE 'bpmn_app' END);
  END LOOP;
END $$;
