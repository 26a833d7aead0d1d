-- The authors of edits that no version holds stood in the reverse order of their coming, and the latest were to be last. Expand only: processes
-- of the version before call the same function.
CREATE OR REPLACE FUNCTION app.append_live(p_workspace uuid, p_diagram uuid, p_bytes bytea, p_authors uuid[], p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_sequence integer;
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE live_documents d SET sequence = d.sequence + 1, unwritten = true, unwritten_since = coalesce(d.unwritten_since, p_now), changed_at = p_now,
      authors = CASE WHEN d.authors[cardinality(d.authors)] = ALL (p_authors) THEN d.authors
        ELSE ARRAY(SELECT last.a FROM (SELECT known.a, known.n FROM unnest(d.authors) WITH ORDINALITY AS known (a, n) WHERE known.a <> ALL (p_authors) ORDER BY known.n DESC LIMIT 50) AS last ORDER BY last.n) || p_authors END
    WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram
      AND EXISTS (SELECT FROM diagrams g WHERE g.workspace_id = p_workspace AND g.id = p_diagram AND g.deleted_at IS NULL)
    RETURNING d.sequence INTO v_sequence;
  IF FOUND THEN
    INSERT INTO live_updates (workspace_id, diagram_id, sequence, bytes) VALUES (p_workspace, p_diagram, v_sequence, p_bytes);
  END IF;
  RETURN v_sequence;
END $$;
