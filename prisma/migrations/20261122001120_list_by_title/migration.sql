-- A list by a part of the title read every diagram of the workspace when few had it: seconds for a million. Expand only.

-- The diagrams of the entered workspace whose title has a text in it (in lower case, as it is); NULL when they are more than p_most.
-- Row-level security hides GIN indexes (ADR 0012), so this is asked with the rights of its owner. Nothing but the index is to be
-- thought of: that a few are enough makes reading everything look cheap.
CREATE FUNCTION app.titles_with(p_text text, p_most integer) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  v_found uuid[];
BEGIN
  EXECUTE 'SELECT array_agg(h.diagram_id) FROM (SELECT t.diagram_id FROM public.diagram_titles t'
    || ' WHERE t.workspace_id = $1 AND app.pieces(lower(t.title)) @@ $2 AND strpos(lower(t.title), $3) > 0 LIMIT $4) h'
    INTO v_found USING app.workspace_id(), app.pieces_with(p_text), p_text, p_most + 1;
  RETURN CASE WHEN v_found IS NULL THEN '{}' WHEN cardinality(v_found) <= p_most THEN v_found END;
END $$;

-- As before, but for p_like. First those on top of the list are looked at: what many titles have is found there at once. When they do
-- not make a page, the index tells where the text is; when it is in too many titles for that, all of the list is looked at. The
-- state is taken first, so that whatever changes between these statements counts as changed since.
CREATE OR REPLACE FUNCTION app.list_diagrams_since(
  p_user uuid, p_workspace uuid, p_project uuid, p_like text, p_sort text, p_deleted boolean, p_limit integer, p_after_key text, p_after_id uuid, p_states text[]
) RETURNS TABLE (outcome text, holds integer, state text, items json) LANGUAGE plpgsql AS $$
DECLARE
  c_top constant integer := 4000;
  c_most constant integer := 20000;
  v_by_title boolean := p_sort = 'title' AND NOT p_deleted;
  v_column text := CASE WHEN p_deleted THEN 'd.deleted_at' WHEN v_by_title THEN 'lower(d.title)' WHEN p_sort = 'created' THEN 'd.created_at' ELSE 'd.updated_at' END;
  v_key text := CASE WHEN v_by_title THEN v_column ELSE '(extract(epoch FROM ' || v_column || ') * 1000000)::bigint::text' END;
  v_after text := CASE WHEN v_by_title THEN '> ($4' ELSE '< (timestamptz ''epoch'' + $4::bigint * interval ''1 microsecond''' END;
  v_order text := v_column || CASE WHEN v_by_title THEN ', d.id' ELSE ' DESC, d.id DESC' END;
  v_where text := 'd.workspace_id = $1'
    || CASE WHEN p_deleted THEN ' AND d.deleted_at IS NOT NULL' ELSE ' AND d.deleted_at IS NULL' END
    || CASE WHEN p_project IS NOT NULL THEN ' AND d.project_id = $2' ELSE '' END
    || CASE WHEN p_after_id IS NOT NULL THEN ' AND (' || v_column || ', d.id) ' || v_after || ', $5)' ELSE '' END;
  v_select text := 'SELECT CASE WHEN NOT $7 THEN app.state_of(pg_current_snapshot()) END, coalesce(json_agg(json_build_object(''key'', ' || v_key || ', ''diagram'', json_build_object('
    || '''id'', d.id, ''workspaceId'', d.workspace_id, ''projectId'', d.project_id, ''title'', d.title, ''version'', d.version,'
    || '''createdAt'', app.instant(d.created_at), ''updatedAt'', app.instant(d.updated_at), ''deletedAt'', app.instant(d.deleted_at),'
    || '''updatedBy'', (SELECT json_build_object(''id'', u.id, ''name'', u.name) FROM users u WHERE u.id = d.updated_by),'
    || '''thumbnailVersion'', (SELECT t.version FROM diagram_thumbnails t WHERE t.workspace_id = d.workspace_id AND t.diagram_id = d.id)'
    || ')) ORDER BY ' || v_order || '), ''[]'') FROM (';
  v_page text := ' ORDER BY ' || v_order || ' LIMIT $6) d';
  v_top integer;
  v_text text;
  v_found uuid[];
  v_later text;
BEGIN
  holds := 0;
  outcome := app.enter_workspace(p_user, p_workspace, 'viewer');
  IF outcome = 'ok' AND NOT p_deleted THEN holds := app.first_state_that_holds(p_workspace, p_states); END IF;
  IF outcome <> 'ok' OR holds > 0 THEN RETURN NEXT; RETURN; END IF;
  EXECUTE v_select || CASE WHEN p_like IS NULL THEN 'SELECT * FROM diagrams d WHERE ' || v_where
      ELSE 'SELECT * FROM (SELECT * FROM diagrams d WHERE ' || v_where || ' ORDER BY ' || v_order || ' LIMIT $8) d WHERE d.title ILIKE $3' END || v_page
    INTO state, items USING p_workspace, p_project, p_like, p_after_key, p_after_id, p_limit, p_deleted, c_top;
  IF p_like IS NOT NULL AND json_array_length(items) < p_limit THEN
    EXECUTE 'SELECT count(*) FROM (SELECT FROM diagrams d WHERE ' || v_where || ' ORDER BY ' || v_order || ' LIMIT $6) d'
      INTO v_top USING p_workspace, p_project, NULL::text, p_after_key, p_after_id, c_top;
    IF v_top = c_top THEN
      -- The pattern is %text%, with a backslash before what would be a sign of a pattern.
      v_text := regexp_replace(substr(lower(p_like), 2, length(lower(p_like)) - 2), '\\(.)', '\1', 'g');
      v_found := app.titles_with(v_text, c_most);
      EXECUTE v_select || CASE WHEN v_found IS NULL THEN 'SELECT * FROM diagrams d WHERE ' || v_where
          ELSE 'WITH found AS MATERIALIZED (SELECT * FROM diagrams d WHERE d.workspace_id = $1 AND d.id = ANY ($8)) SELECT * FROM found d WHERE ' || v_where END
          || ' AND d.title ILIKE $3' || v_page
        INTO v_later, items USING p_workspace, p_project, p_like, p_after_key, p_after_id, p_limit, p_deleted, v_found;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

REVOKE ALL ON FUNCTION app.titles_with(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.titles_with(text, integer) TO bpmn_app;
GRANT CREATE ON SCHEMA app TO bpmn_resolver;
ALTER FUNCTION app.titles_with(text, integer) OWNER TO bpmn_resolver;
REVOKE CREATE ON SCHEMA app FROM bpmn_resolver;
