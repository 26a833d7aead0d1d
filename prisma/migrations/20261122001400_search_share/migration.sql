-- The index of words goes through all of a workspace to find what stands in it, which a workspace that holds most of the installation
-- pays for with half of a search. There the workspace is looked at in what was found instead; where it holds little, the index is
-- asked for both. And whole words come first: GIN gathers all that only begins with the last word before it tells the first of them.
-- A worker in parallel took ten milliseconds to start for what an index answers in one, what was found was joined with its diagrams
-- twice, and of several parts of words the index went through all that has the first.
-- Expand only: what is found stays as it is.

-- As before, but parts with a digit come first, and long ones before short ones: they are rarer, and GIN goes through the matches of the
-- first to look for the others.
CREATE OR REPLACE FUNCTION app.search_lookup(p_words text[], p_last text, p_parts boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  WITH w AS (SELECT u.word, u.place > cardinality(p_words) AS is_last, p_parts AND length(u.word) >= 3 AS is_part FROM unnest(p_words || p_last) WITH ORDINALITY AS u (word, place))
  SELECT CASE WHEN NOT p_parts OR bool_or(w.is_part) THEN concat_ws(' AND ',
    (SELECT format('lexemes @@ %L::tsquery', string_agg(quote_literal(t.word) || CASE WHEN t.is_last THEN ':*' ELSE '' END, ' & ')) FROM w t WHERE NOT t.is_part HAVING count(*) > 0),
    (SELECT string_agg(format('words LIKE %L', '%' || regexp_replace(l.word, '([\\%_])', '\\\1', 'g') || '%'), ' AND ' ORDER BY l.word !~ '[0-9]', length(l.word) DESC, l.word) FROM w l WHERE l.is_part)) END
  FROM w
$$;

-- About how much of what can be found is of a workspace, 0 to 1, as the planner knows it; it counts nothing. Volatile, or it may not ask.
CREATE FUNCTION app.search_share(p_workspace uuid) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  v_plan json;
BEGIN
  EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM public.search_diagrams WHERE workspace_id = %L::uuid', p_workspace) INTO v_plan;
  RETURN (SELECT (v_plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision / greatest(c.reltuples, 1) FROM pg_class c WHERE c.oid = 'public.search_diagrams'::regclass);
END $$;
REVOKE ALL ON FUNCTION app.search_share(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_share(uuid) TO bpmn_resolver;

-- As before, but for the settings, for v_page (the page as far as it is found), for v_within (IS NOT DISTINCT FROM says the same as =, and no index hears it) and for the first source, whole words.
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
  v_found uuid[] := '{}';
  v_found_ranks integer[] := '{}';
  v_page uuid[] := '{}';
  v_page_ranks integer[] := '{}';
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
    EXECUTE format('SELECT array_agg(r.diagram_id), array_agg(r.rank) FROM (SELECT f.diagram_id, min(f.rank) AS rank FROM (WITH hit AS MATERIALIZED (SELECT * FROM public.%I WHERE %s AND %s AND %s) SELECT diagram_id, %s AS rank FROM hit LIMIT %s) f GROUP BY 1) r',
      v_source.relation, v_within, v_source.lookup, CASE WHEN v_source.parts THEN v_any ELSE 'true' END, v_source.rank, p_most)
      INTO v_ids, v_ranks;
    IF v_ids IS NOT NULL THEN
      v_found := v_found || v_ids;
      v_found_ranks := v_found_ranks || v_ranks;
      SELECT coalesce(array_agg(p.id), '{}'), coalesce(array_agg(p.rank), '{}') INTO v_page, v_page_ranks
        FROM app.search_place(p_workspace, p_project, v_found, v_found_ranks, p_limit, p_after_rank, p_after_time, p_after_id) p;
    END IF;
    SELECT count(*) INTO v_settled FROM unnest(v_page_ranks) AS r (rank) WHERE r.rank < v_source.reach;
    EXIT WHEN v_settled >= p_limit;
  END LOOP;
  EXECUTE format('SELECT coalesce(jsonb_agg(jsonb_build_object(''rank'', p.rank, ''time'', p.time::text, ''diagram'', app.search_summary($1, p.id, p.title, p.project_id, p.version, p.updated_at),'
    || ' ''elements'', (SELECT coalesce(jsonb_agg(jsonb_build_object(''elementId'', e.element_id, ''type'', e.type, ''name'', e.name, ''documentation'', e.documentation) ORDER BY e.rank, e.element_id, e.nth), ''[]'')'
    || ' FROM (SELECT s.element_id, s.nth, s.type, s.name, s.documentation, %s AS rank FROM public.search_elements s WHERE s.workspace_id = $1 AND s.diagram_id = p.id AND %s ORDER BY 6, 1, 2 LIMIT $9) e)'
    || ') ORDER BY p.rank, p.time DESC, p.id DESC), ''[]'') FROM app.search_place($1, $2, $3, $4, $5, $6, $7, $8) p', v_element, v_any)
    INTO items USING p_workspace, p_project, v_page, v_page_ranks, p_limit, p_after_rank, p_after_time, p_after_id, p_elements;
  RETURN NEXT;
END $$;
