-- The document of a version while it is the diagram's current one, as workers read it: one statement and one round trip, where a
-- transaction around it took four. Most jobs of a burst of saves end with this question. Expand only.
CREATE FUNCTION app.read_current(p_workspace uuid, p_diagram uuid, p_version integer)
  RETURNS TABLE (encoding text, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT v.encoding, v.content FROM diagrams d
    JOIN diagram_versions v ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = d.version
    WHERE d.workspace_id = p_workspace AND d.id = p_diagram AND d.version = p_version;
END $$;

-- What search says of a diagram, and the same way.
CREATE FUNCTION app.read_searchable(p_workspace uuid, p_diagram uuid)
  RETURNS TABLE (version integer, title text, project_id text, changed_at text, deleted boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT d.version, d.title, d.project_id::text, (extract(epoch FROM d.updated_at) * 1000000)::bigint::text, d.deleted_at IS NOT NULL
    FROM diagrams d WHERE d.workspace_id = p_workspace AND d.id = p_diagram;
END $$;

REVOKE ALL ON FUNCTION app.read_current(uuid, uuid, integer), app.read_searchable(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.read_current(uuid, uuid, integer), app.read_searchable(uuid, uuid) TO bpmn_app;
