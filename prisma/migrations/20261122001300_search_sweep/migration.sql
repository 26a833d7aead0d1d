-- How far the look for what cannot be found has come (ADR 0012), so that it reads what changed since and not every diagram there is,
-- every ten minutes. The place is a number of a transaction, as in ADR 0011, and worth nothing after a restart of PostgreSQL: then
-- everything is looked at once. Expand only.
CREATE TABLE search_sweep (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- app.history_began() of the server that gave the number.
  history bigint NOT NULL,
  -- Whatever older transactions changed can be found.
  found_before xid8 NOT NULL
);
ALTER TABLE search_sweep ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_sweep FORCE ROW LEVEL SECURITY;
CREATE POLICY sweeps ON search_sweep TO bpmn_relay USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON search_sweep TO bpmn_relay;
GRANT EXECUTE ON FUNCTION app.history_began() TO bpmn_relay;
GRANT SELECT (changed_xid) ON diagrams TO bpmn_resolver;
CREATE POLICY resolve ON workspaces FOR SELECT TO bpmn_resolver USING (true);
GRANT SELECT (id) ON workspaces TO bpmn_resolver;

-- Where a look begins (NULL: with everything), and where the next one may begin when it is done: all transactions before that have ended.
CREATE FUNCTION app.begin_search_sweep() RETURNS TABLE (history text, since text, until text) LANGUAGE sql STABLE
  AS $$ SELECT app.history_began()::text, (SELECT s.found_before::text FROM search_sweep s WHERE s.history = app.history_began()), pg_snapshot_xmin(pg_current_snapshot())::text $$;

CREATE FUNCTION app.end_search_sweep(p_history bigint, p_until xid8) RETURNS void LANGUAGE sql
  AS $$ INSERT INTO search_sweep (history, found_before) VALUES (p_history, p_until)
    ON CONFLICT (only_row) DO UPDATE SET history = excluded.history, found_before = excluded.found_before $$;

-- As app.walk_search, with the transaction that changed each last; with p_since only those changed since that cannot be found as they
-- are. Each workspace is then asked for its changes by its index; that a few are enough would make walking over all diagrams look cheap.
CREATE FUNCTION app.walk_search_since(p_workspace uuid, p_since xid8, p_after_workspace uuid, p_after_id uuid, p_limit integer)
  RETURNS TABLE (workspace_id uuid, diagram_id uuid, version integer, indexed_version integer, settled boolean, changed text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
BEGIN
  IF p_since IS NULL THEN
    RETURN QUERY SELECT w.workspace_id, w.diagram_id, w.version, w.indexed_version, w.settled, d.changed_xid::text
      FROM app.walk_search(p_workspace, p_after_workspace, p_after_id, p_limit) w JOIN public.diagrams d ON d.workspace_id = w.workspace_id AND d.id = w.diagram_id
      ORDER BY w.workspace_id, w.diagram_id;
  ELSE
    RETURN QUERY WITH since AS MATERIALIZED (
      SELECT c.* FROM public.workspaces w CROSS JOIN LATERAL (
        SELECT d.workspace_id, d.id, d.version, d.updated_at, d.deleted_at, d.changed_xid FROM public.diagrams d WHERE d.workspace_id = w.id AND d.changed_xid >= p_since ORDER BY d.changed_xid) c
      WHERE c.deleted_at IS NULL AND (p_workspace IS NULL OR c.workspace_id = p_workspace))
    SELECT c.workspace_id, c.id, c.version, s.version, c.updated_at < now() - interval '1 minute', c.changed_xid::text
      FROM since c LEFT JOIN public.search_diagrams s ON s.workspace_id = c.workspace_id AND s.diagram_id = c.id
      WHERE (c.workspace_id, c.id) > (p_after_workspace, p_after_id) AND s.version IS DISTINCT FROM c.version
      ORDER BY c.workspace_id, c.id LIMIT p_limit;
  END IF;
END $$;

REVOKE ALL ON FUNCTION app.begin_search_sweep(), app.end_search_sweep(bigint, xid8), app.walk_search_since(uuid, xid8, uuid, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.begin_search_sweep(), app.end_search_sweep(bigint, xid8), app.walk_search_since(uuid, xid8, uuid, uuid, integer) TO bpmn_relay;
GRANT CREATE ON SCHEMA app TO bpmn_resolver;
ALTER FUNCTION app.walk_search_since(uuid, xid8, uuid, uuid, integer) OWNER TO bpmn_resolver;
REVOKE CREATE ON SCHEMA app FROM bpmn_resolver;
