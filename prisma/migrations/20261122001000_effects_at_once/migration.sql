-- The effects of a save's events in one statement and one round trip each, where a transaction around them took five; and what search
-- reads of a diagram in one, where it took two. read_searchable and read_current of three parameters are called by the version before
-- alone; a later migration drops them. Expand only.

-- Begins the effect of an event on one handler: notes it as done, in the transaction of what follows. False when it was done before;
-- a second delivery waits here for the first.
CREATE FUNCTION app.begin_effect(p_workspace uuid, p_actor uuid, p_event uuid, p_handler text, p_type text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, p_actor);
  INSERT INTO inbox (workspace_id, event_id, handler, type, done_at) VALUES (p_workspace, p_event, p_handler, p_type, now())
    ON CONFLICT (workspace_id, event_id, handler) DO UPDATE SET done_at = now(), parked_at = NULL, last_error = NULL WHERE inbox.done_at IS NULL;
  RETURN FOUND;
END $$;

-- Keeps the picture of a version, unless one of a later version is there.
CREATE FUNCTION app.keep_picture(p_workspace uuid, p_actor uuid, p_event uuid, p_handler text, p_type text, p_diagram uuid, p_version integer, p_svg text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT app.begin_effect(p_workspace, p_actor, p_event, p_handler, p_type) THEN RETURN; END IF;
  INSERT INTO diagram_thumbnails AS t (workspace_id, diagram_id, version, svg)
    SELECT d.workspace_id, d.id, p_version, p_svg FROM diagrams d WHERE d.workspace_id = p_workspace AND d.id = p_diagram
    ON CONFLICT (workspace_id, diagram_id) DO UPDATE SET version = excluded.version, svg = excluded.svg WHERE t.version <= excluded.version;
END $$;

CREATE FUNCTION app.keep_words(p_workspace uuid, p_actor uuid, p_event uuid, p_handler text, p_type text, p_diagram uuid, p_version integer, p_words text, p_elements jsonb)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT app.begin_effect(p_workspace, p_actor, p_event, p_handler, p_type) THEN RETURN; END IF;
  PERFORM app.index_diagram(p_diagram, p_version, p_words, p_elements);
END $$;

CREATE FUNCTION app.forget_words(p_workspace uuid, p_actor uuid, p_event uuid, p_handler text, p_type text, p_diagram uuid)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT app.begin_effect(p_workspace, p_actor, p_event, p_handler, p_type) THEN RETURN; END IF;
  PERFORM app.unindex_diagram(p_diagram);
END $$;

-- A diagram as it is, and its current document.
CREATE FUNCTION app.read_current(p_workspace uuid, p_diagram uuid)
  RETURNS TABLE (version integer, title text, project_id text, changed_at text, deleted boolean, encoding text, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT d.version, d.title, d.project_id::text, (extract(epoch FROM d.updated_at) * 1000000)::bigint::text, d.deleted_at IS NOT NULL, v.encoding, v.content
    FROM diagrams d JOIN diagram_versions v ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = d.version
    WHERE d.workspace_id = p_workspace AND d.id = p_diagram;
END $$;

DO $$
DECLARE
  f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace
    AND p.proname IN ('begin_effect', 'keep_picture', 'keep_words', 'forget_words', 'read_current')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO bpmn_app', f.signature);
  END LOOP;
END $$;
