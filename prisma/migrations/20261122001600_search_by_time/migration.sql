-- What is found is put in order by when it was changed, and each of up to a thousand finds was looked up among the diagrams for that:
-- four pages each, most of which a large installation has not in memory. The time goes beside the words, and only what is shown is looked
-- up. It is that of the version whose words are found.
-- Expand only: processes of the version before call the same functions. What is there gets its time when it is indexed again, at the latest
-- by `npm run search:rebuild`: filling a million in here would keep searches waiting for a minute. Until then it is looked up as before.
ALTER TABLE search_diagrams ADD COLUMN changed_at bigint;
COMMENT ON COLUMN search_diagrams.changed_at IS 'When the diagram was changed last, in microseconds since 1970';

-- As before, but for the time.
CREATE OR REPLACE FUNCTION app.index_diagram(p_diagram uuid, p_version integer, p_words text, p_elements jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := app.workspace_id();
  v_changed_at bigint;
BEGIN
  PERFORM app.lock_search(p_diagram);
  SELECT (extract(epoch FROM d.updated_at) * 1000000)::bigint INTO v_changed_at FROM diagrams d
    WHERE d.workspace_id = v_workspace AND d.id = p_diagram AND d.version >= p_version AND d.deleted_at IS NULL;
  IF NOT FOUND OR EXISTS (SELECT FROM search_diagrams s WHERE s.workspace_id = v_workspace AND s.diagram_id = p_diagram AND s.version > p_version) THEN
    RETURN false;
  END IF;
  INSERT INTO search_diagrams AS s (workspace_id, diagram_id, version, words, changed_at) VALUES (v_workspace, p_diagram, p_version, p_words, v_changed_at)
    ON CONFLICT (workspace_id, diagram_id) DO UPDATE SET version = excluded.version, words = excluded.words, changed_at = excluded.changed_at;
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

-- When a diagram was changed last: for what was indexed without it, and for elements.
CREATE FUNCTION app.search_time(p_workspace uuid, p_diagram uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (extract(epoch FROM d.updated_at) * 1000000)::bigint FROM public.diagrams d WHERE d.workspace_id = p_workspace AND d.id = p_diagram
$$;

-- The next of what was found, the best first and of equals the newest: without what is in the trash or elsewhere.
CREATE FUNCTION app.search_place(
  p_workspace uuid, p_project uuid, p_ids uuid[], p_ranks integer[], p_times bigint[], p_limit integer, p_after_rank integer, p_after_time bigint, p_after_id uuid
) RETURNS TABLE (rank integer, "time" bigint, id uuid, title text, project_id uuid, version integer, updated_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT f.rank, f.time, f.id, d.title, d.project_id, d.version, d.updated_at FROM (
    SELECT b.rank, b.time, b.id FROM (SELECT u.id, min(u.rank) AS rank, max(coalesce(u.time, 0)) AS time FROM unnest(p_ids, p_ranks, p_times) AS u (id, rank, time) GROUP BY u.id) b
    WHERE p_after_id IS NULL OR (b.rank, -b.time) > (p_after_rank, -p_after_time) OR (b.rank = p_after_rank AND b.time = p_after_time AND b.id < p_after_id)
    ORDER BY b.rank, b.time DESC, b.id DESC) f
  CROSS JOIN LATERAL (SELECT e.title, e.project_id, e.version, e.updated_at FROM public.diagrams e
    WHERE e.workspace_id = p_workspace AND e.id = f.id AND e.deleted_at IS NULL AND (p_project IS NULL OR e.project_id = p_project)) d
  ORDER BY f.rank, f.time DESC, f.id DESC LIMIT p_limit
$$;

REVOKE ALL ON FUNCTION app.search_time(uuid, uuid), app.search_place(uuid, uuid, uuid[], integer[], bigint[], integer, integer, bigint, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_time(uuid, uuid), app.search_place(uuid, uuid, uuid[], integer[], bigint[], integer, integer, bigint, uuid) TO bpmn_resolver;

-- As before, but for the times.
CREATE OR REPLACE FUNCTION app.search(
  p_user uuid, p_workspace uuid, p_project uuid, p_words text[], p_last text, p_limit integer, p_elements integer, p_most integer,
  p_after_rank integer, p_after_time bigint, p_after_id uuid
) RETURNS TABLE (outcome text, items jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  SET max_parallel_workers_per_gather = 0 SET enable_seqscan = off AS $$
DECLARE
  v_title text := format('CASE WHEN %s THEN 0 WHEN %s THEN 1 ELSE 2 END', app.search_condition('words', p_words, p_last, 0), app.search_condition('words', p_words, p_last, 1));
  v_any text := app.search_condition('words', p_words, p_last, 2);
  v_element text := format('CASE WHEN %s THEN 3 WHEN %s THEN 4 WHEN %s THEN 5 WHEN %s THEN 6 WHEN %s THEN 7 ELSE 8 END',
    app.search_condition('name_words', p_words, p_last, 0), app.search_condition('name_words', p_words, p_last, 1), app.search_condition('name_words', p_words, p_last, 2),
    app.search_condition('words', p_words, p_last, 0), app.search_condition('words', p_words, p_last, 1));
  v_source record;
  v_ids uuid[];
  v_ranks integer[];
  v_times bigint[];
  v_found uuid[] := '{}';
  v_found_ranks integer[] := '{}';
  v_found_times bigint[] := '{}';
  v_page uuid[] := '{}';
  v_page_ranks integer[] := '{}';
  v_page_times bigint[] := '{}';
  v_settled integer;
  v_within text := format(CASE WHEN app.search_share(p_workspace) > 0.5 THEN 'workspace_id IS NOT DISTINCT FROM %L::uuid' ELSE 'workspace_id = %L::uuid' END, p_workspace);
BEGIN
  items := '[]';
  outcome := 'workspace_not_found';
  IF NOT EXISTS (SELECT FROM public.memberships m WHERE m.workspace_id = p_workspace AND m.user_id = p_user) THEN RETURN NEXT; RETURN; END IF;
  outcome := 'ok';
  -- reach: the best rank that a later source could still bring.
  FOR v_source IN SELECT * FROM (VALUES
      ('search_diagrams', v_title, false, app.search_lookup(p_words || p_last, NULL, false), 1),
      ('search_diagrams', v_title, false, app.search_lookup(p_words, p_last, false), 2), ('search_diagrams', v_title, true, app.search_lookup(p_words, p_last, true), 3),
      ('search_elements', v_element, false, app.search_lookup(p_words, p_last, false), 5), ('search_elements', v_element, true, app.search_lookup(p_words, p_last, true), 9))
      AS s (relation, rank, parts, lookup, reach) LOOP
    CONTINUE WHEN v_source.lookup IS NULL;
    EXECUTE format('SELECT array_agg(r.diagram_id), array_agg(r.rank), array_agg(coalesce(r.time, app.search_time(%L, r.diagram_id))) FROM (SELECT f.diagram_id, min(f.rank) AS rank, max(f.time) AS time FROM (WITH hit AS MATERIALIZED (SELECT * FROM public.%I WHERE %s AND %s AND %s) SELECT diagram_id, %s AS rank, %s AS time FROM hit LIMIT %s) f GROUP BY 1) r',
      p_workspace, v_source.relation, v_within, v_source.lookup, CASE WHEN v_source.parts THEN v_any ELSE 'true' END, v_source.rank,
      CASE v_source.relation WHEN 'search_diagrams' THEN 'changed_at' ELSE 'NULL::bigint' END, p_most)
      INTO v_ids, v_ranks, v_times;
    IF v_ids IS NOT NULL THEN
      v_found := v_found || v_ids;
      v_found_ranks := v_found_ranks || v_ranks;
      v_found_times := v_found_times || v_times;
      SELECT coalesce(array_agg(p.id), '{}'), coalesce(array_agg(p.rank), '{}'), coalesce(array_agg(p.time), '{}') INTO v_page, v_page_ranks, v_page_times
        FROM app.search_place(p_workspace, p_project, v_found, v_found_ranks, v_found_times, p_limit, p_after_rank, p_after_time, p_after_id) p;
    END IF;
    SELECT count(*) INTO v_settled FROM unnest(v_page_ranks) AS r (rank) WHERE r.rank < v_source.reach;
    EXIT WHEN v_settled >= p_limit;
  END LOOP;
  EXECUTE format('SELECT coalesce(jsonb_agg(jsonb_build_object(''rank'', p.rank, ''time'', p.time::text, ''diagram'', app.search_summary($1, p.id, p.title, p.project_id, p.version, p.updated_at),'
    || ' ''elements'', (SELECT coalesce(jsonb_agg(jsonb_build_object(''elementId'', e.element_id, ''type'', e.type, ''name'', e.name, ''documentation'', e.documentation) ORDER BY e.rank, e.element_id, e.nth), ''[]'')'
    || ' FROM (SELECT s.element_id, s.nth, s.type, s.name, s.documentation, %s AS rank FROM public.search_elements s WHERE s.workspace_id = $1 AND s.diagram_id = p.id AND %s ORDER BY 6, 1, 2 LIMIT $9) e)'
    || ') ORDER BY p.rank, p.time DESC, p.id DESC), ''[]'') FROM app.search_place($1, $2, $3, $4, $10, $5, $6, $7, $8) p', v_element, v_any)
    INTO items USING p_workspace, p_project, v_page, v_page_ranks, p_limit, p_after_rank, p_after_time, p_after_id, p_elements, v_page_times;
  RETURN NEXT;
END $$;
