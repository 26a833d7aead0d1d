-- Workers follow a diagram as it is when they come to it. Until now what they had read was void when a newer version came in between,
-- so a diagram that was saved without a pause was neither drawn nor indexed before it rested. Expand only.

-- The document of a diagram's current version, unless its picture shows that version already.
CREATE FUNCTION app.read_undrawn(p_workspace uuid, p_diagram uuid)
  RETURNS TABLE (version integer, encoding text, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT d.version, v.encoding, v.content FROM diagrams d
    JOIN diagram_versions v ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = d.version
    WHERE d.workspace_id = p_workspace AND d.id = p_diagram
      AND NOT EXISTS (SELECT FROM diagram_thumbnails t WHERE t.workspace_id = d.workspace_id AND t.diagram_id = d.id AND t.version >= d.version);
END $$;
REVOKE ALL ON FUNCTION app.read_undrawn(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.read_undrawn(uuid, uuid) TO bpmn_app;

-- As before, but a version that has been saved over meanwhile is taken, too, as long as no later one is indexed. Puts a diagram's
-- words in the place of what was there; rows that stay the same are not touched. False when a later version is there, or when the
-- diagram is in the trash: another event tells of that.
CREATE OR REPLACE FUNCTION app.index_diagram(p_diagram uuid, p_version integer, p_words text, p_elements jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := app.workspace_id();
BEGIN
  PERFORM app.lock_search(p_diagram);
  IF NOT EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = v_workspace AND d.id = p_diagram AND d.version >= p_version AND d.deleted_at IS NULL)
    OR EXISTS (SELECT FROM search_diagrams s WHERE s.workspace_id = v_workspace AND s.diagram_id = p_diagram AND s.version > p_version) THEN
    RETURN false;
  END IF;
  INSERT INTO search_diagrams AS s (workspace_id, diagram_id, version, words) VALUES (v_workspace, p_diagram, p_version, p_words)
    ON CONFLICT (workspace_id, diagram_id) DO UPDATE SET version = excluded.version, words = excluded.words;
  WITH given AS MATERIALIZED (
    SELECT e.* FROM jsonb_to_recordset(p_elements) AS e (element_id text, nth integer, type text, name text, documentation text, name_words text, words text)
  ), gone AS (
    DELETE FROM search_elements s WHERE s.workspace_id = v_workspace AND s.diagram_id = p_diagram
      AND NOT EXISTS (SELECT FROM given g WHERE g.element_id = s.element_id AND g.nth = s.nth)
  )
  INSERT INTO search_elements AS s (workspace_id, diagram_id, element_id, nth, type, name, documentation, name_words, words)
    SELECT v_workspace, p_diagram, g.element_id, g.nth, g.type, g.name, g.documentation, g.name_words, g.words FROM given g
    ON CONFLICT (workspace_id, diagram_id, element_id, nth) DO UPDATE
      SET type = excluded.type, name = excluded.name, documentation = excluded.documentation, name_words = excluded.name_words, words = excluded.words
      WHERE (s.type, s.name, s.documentation, s.name_words, s.words)
        IS DISTINCT FROM (excluded.type, excluded.name, excluded.documentation, excluded.name_words, excluded.words);
  RETURN true;
END $$;
