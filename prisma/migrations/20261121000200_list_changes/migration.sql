-- What changed since (ADR 0011): every row that a list shows carries the transaction that changed it last, so that "is this
-- page still good?" is one probe of an index. Expand only: functions and columns there were stay as they are.
--
-- pg_current_xact_id() is stable, not volatile, so the columns are added without rewriting the tables: rows there are now
-- read as changed by this migration.
ALTER TABLE diagrams ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE diagram_thumbnails ADD COLUMN changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id();

-- A trigger and not a line in every function: no change can forget it.
CREATE FUNCTION app.stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER diagrams_changed BEFORE UPDATE ON diagrams FOR EACH ROW EXECUTE FUNCTION app.stamp_change();
CREATE TRIGGER diagram_thumbnails_changed BEFORE UPDATE ON diagram_thumbnails FOR EACH ROW EXECUTE FUNCTION app.stamp_change();

-- Microseconds since 1970 at which this server last began to hand out transaction numbers: its start, or its recovery after
-- a crash, which throws the statistics away. A state from before it says nothing: the numbers of transactions that came to
-- nothing may have been given out again, and a restored backup is another history.
CREATE FUNCTION app.history_began() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (extract(epoch FROM greatest(pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time())) * 1000000)::bigint;

-- The state a statement sees, as text: when the history began, the first transaction it cannot see, and those before that
-- one which it cannot see either. NULL on a standby, whose snapshots do not tell the latter.
CREATE FUNCTION app.state_of(p_snapshot pg_snapshot) RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN NOT pg_is_in_recovery() THEN
    concat_ws('.', app.history_began(), pg_snapshot_xmax(p_snapshot), (SELECT string_agg(x::text, '.') FROM pg_snapshot_xip(p_snapshot) x)) END;

-- The place of the first of these states (digits and dots, as state_of made them) since which no diagram and no picture of
-- the entered workspace has changed; 0 when there is none. A row changed since a state when the transaction that changed it
-- could not be seen in it. Walks backwards: the newest entry of the index is of a living row, the older may be of dead ones.
CREATE FUNCTION app.first_state_that_holds(p_workspace uuid, p_states text[]) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_began bigint;
  v_last xid8;
  v_state bigint[];
  v_running xid8[];
BEGIN
  IF coalesce(cardinality(p_states), 0) = 0 OR pg_is_in_recovery() THEN RETURN 0; END IF;
  v_began := app.history_began();
  v_last := greatest(
    (SELECT d.changed_xid FROM diagrams d WHERE d.workspace_id = p_workspace ORDER BY d.changed_xid DESC LIMIT 1),
    (SELECT t.changed_xid FROM diagram_thumbnails t WHERE t.workspace_id = p_workspace ORDER BY t.changed_xid DESC LIMIT 1));
  FOR i IN 1 .. cardinality(p_states) LOOP
    v_state := string_to_array(p_states[i], '.');
    CONTINUE WHEN v_state[1] <> v_began OR v_last >= v_state[2]::text::xid8;
    IF cardinality(v_state) = 2 THEN RETURN i; END IF;
    v_running := v_state[3:]::text[]::xid8[];
    CONTINUE WHEN EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = p_workspace AND d.changed_xid = ANY (v_running))
      OR EXISTS (SELECT FROM diagram_thumbnails t WHERE t.workspace_id = p_workspace AND t.changed_xid = ANY (v_running));
    RETURN i;
  END LOOP;
  RETURN 0;
END $$;

-- A page of diagrams as app.list_diagrams has it, unless one of the states the caller knows still holds: then the place of
-- that state alone. Otherwise the state the page was read in comes along, taken by the same statement; NULL for the trash,
-- whose rows go without leaving a trace. One statement makes the page; the joins of a summary are subqueries, so that each
-- row takes the index however large the tables look.
CREATE FUNCTION app.list_diagrams_since(
  p_user uuid, p_workspace uuid, p_project uuid, p_like text, p_sort text, p_deleted boolean, p_limit integer, p_after_key text, p_after_id uuid, p_states text[]
) RETURNS TABLE (outcome text, holds integer, state text, items json) LANGUAGE plpgsql AS $$
DECLARE
  v_by_title boolean := p_sort = 'title' AND NOT p_deleted;
  v_column text := CASE WHEN p_deleted THEN 'd.deleted_at' WHEN v_by_title THEN 'lower(d.title)' WHEN p_sort = 'created' THEN 'd.created_at' ELSE 'd.updated_at' END;
  v_key text := CASE WHEN v_by_title THEN v_column ELSE '(extract(epoch FROM ' || v_column || ') * 1000000)::bigint::text' END;
  v_after text := CASE WHEN v_by_title THEN '> ($4' ELSE '< (timestamptz ''epoch'' + $4::bigint * interval ''1 microsecond''' END;
  v_order text := v_column || CASE WHEN v_by_title THEN ', d.id' ELSE ' DESC, d.id DESC' END;
BEGIN
  holds := 0;
  outcome := app.enter_workspace(p_user, p_workspace, 'viewer');
  IF outcome = 'ok' AND NOT p_deleted THEN holds := app.first_state_that_holds(p_workspace, p_states); END IF;
  IF outcome <> 'ok' OR holds > 0 THEN RETURN NEXT; RETURN; END IF;
  EXECUTE 'SELECT CASE WHEN NOT $7 THEN app.state_of(pg_current_snapshot()) END, coalesce(json_agg(json_build_object(''key'', ' || v_key || ', ''diagram'', json_build_object('
    || '''id'', d.id, ''workspaceId'', d.workspace_id, ''projectId'', d.project_id, ''title'', d.title, ''version'', d.version,'
    || '''createdAt'', app.instant(d.created_at), ''updatedAt'', app.instant(d.updated_at), ''deletedAt'', app.instant(d.deleted_at),'
    || '''updatedBy'', (SELECT json_build_object(''id'', u.id, ''name'', u.name) FROM users u WHERE u.id = d.updated_by),'
    || '''thumbnailVersion'', (SELECT t.version FROM diagram_thumbnails t WHERE t.workspace_id = d.workspace_id AND t.diagram_id = d.id)'
    || ')) ORDER BY ' || v_order || '), ''[]'') FROM (SELECT * FROM diagrams d WHERE d.workspace_id = $1'
    || CASE WHEN p_deleted THEN ' AND d.deleted_at IS NOT NULL' ELSE ' AND d.deleted_at IS NULL' END
    || CASE WHEN p_project IS NOT NULL THEN ' AND d.project_id = $2' ELSE '' END
    || CASE WHEN p_like IS NOT NULL THEN ' AND d.title ILIKE $3' ELSE '' END
    || CASE WHEN p_after_id IS NOT NULL THEN ' AND (' || v_column || ', d.id) ' || v_after || ', $5)' ELSE '' END
    || ' ORDER BY ' || v_order || ' LIMIT $6) d'
    INTO state, items USING p_workspace, p_project, p_like, p_after_key, p_after_id, p_limit, p_deleted;
  RETURN NEXT;
END $$;

-- The current state as app.read_diagram has it. p_kept: SHA-256 of the content the caller has kept; such content is not read.
CREATE FUNCTION app.read_diagram_unless_kept(p_user uuid, p_diagram uuid, p_known integer, p_kept bytea)
  RETURNS TABLE (outcome text, diagram jsonb, codec text, encoding text, sha256 bytea, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT app.diagram_summary(d), v.codec, v.encoding, v.sha256, CASE WHEN v.sha256 IS DISTINCT FROM p_kept THEN v.content END
      INTO diagram, codec, encoding, sha256, content
      FROM diagrams d LEFT JOIN diagram_versions v
        ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = d.version AND d.version IS DISTINCT FROM p_known
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    IF NOT FOUND THEN outcome := 'not_found'; END IF;
  END IF;
  RETURN NEXT;
END $$;

CREATE FUNCTION app.read_version_unless_kept(p_user uuid, p_diagram uuid, p_version integer, p_kept bytea)
  RETURNS TABLE (outcome text, version jsonb, codec text, encoding text, sha256 bytea, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT CASE WHEN v.version IS NOT NULL THEN app.version_summary(v) END, v.codec, v.encoding, v.sha256, CASE WHEN v.sha256 IS DISTINCT FROM p_kept THEN v.content END
      INTO version, codec, encoding, sha256, content
      FROM diagrams d LEFT JOIN diagram_versions v ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = p_version
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    outcome := CASE WHEN NOT FOUND THEN 'not_found' WHEN version IS NULL THEN 'version_not_found' ELSE 'ok' END;
  END IF;
  RETURN NEXT;
END $$;

DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['stamp_change', 'history_began', 'state_of', 'first_state_that_holds', 'list_diagrams_since',
    'read_diagram_unless_kept', 'read_version_unless_kept'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION app.%I FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION app.%I TO bpmn_app', f);
  END LOOP;
END $$;
