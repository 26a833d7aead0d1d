-- Search in titles, names and documentation (docs/adr/0012). Two tables, fed by events, hold the words of what can be found:
-- folded and split by services/api/src/features/search/domain, so that every engine finds the same. diagram_elements is written
-- no more; a later migration drops it, once no version that writes it can run.
--
-- Row-level security hides GIN indexes from the app (the operators are not leakproof: 435 ms instead of 25 at a million rows).
-- So searching is done by functions of bpmn_resolver, which look up the membership themselves and carry the workspace in
-- every condition.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Words stand between single blanks, with one before the first and one behind the last: ' order to cash '. A whole word is
-- then ' order ', its beginning ' ord', a part of it 'rde'.
CREATE TABLE search_diagrams (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  -- The version whose words are here: an older one than the diagram's means that its event is on its way, or was lost.
  version integer NOT NULL,
  words text NOT NULL,
  lexemes tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED,
  PRIMARY KEY (workspace_id, diagram_id),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE search_elements (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  element_id text NOT NULL CHECK (length(element_id) <= 200),
  -- A file may hold an id twice.
  nth integer NOT NULL,
  type text NOT NULL,
  name text,
  documentation text,
  name_words text NOT NULL,
  -- Of name and documentation.
  words text NOT NULL,
  lexemes tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED,
  PRIMARY KEY (workspace_id, diagram_id, element_id, nth),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES search_diagrams (workspace_id, diagram_id) ON DELETE CASCADE
);

-- One index answers both questions, whole words and parts of words, within a workspace. New rows wait in a list that every
-- search reads through: it is kept short, and the worker, not a person, pays for emptying it.
CREATE INDEX search_diagrams_words ON search_diagrams USING gin (workspace_id, lexemes, words gin_trgm_ops) WITH (gin_pending_list_limit = 256);
CREATE INDEX search_elements_words ON search_elements USING gin (workspace_id, lexemes, words gin_trgm_ops) WITH (gin_pending_list_limit = 256);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['search_diagrams', 'search_elements'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO bpmn_app USING (workspace_id = (SELECT app.workspace_id())) '
      'WITH CHECK (workspace_id = (SELECT app.workspace_id()))', t);
    EXECUTE format('CREATE POLICY resolve ON %I FOR SELECT TO bpmn_resolver USING (true)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON search_diagrams, search_elements TO bpmn_app;
CREATE POLICY resolve ON diagram_thumbnails FOR SELECT TO bpmn_resolver USING (true);
GRANT SELECT ON search_diagrams, search_elements TO bpmn_resolver;
GRANT SELECT (project_id, title, version, updated_at, deleted_at) ON diagrams TO bpmn_resolver;
GRANT SELECT (workspace_id, diagram_id, version) ON diagram_thumbnails TO bpmn_resolver;

-- Writing: under row-level security, inside the tenant ----------------------------------------------------------------

-- Events of one diagram may be worked on at the same time and in any order: each looks, under a lock of its own, whether
-- it still describes the diagram. The diagram's row is not locked: a save must not wait for its index.
CREATE FUNCTION app.lock_search(p_diagram uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('search:' || p_diagram::text, 0));
END $$;

-- Puts a diagram's words in the place of what was there; rows that stay the same are not touched. False when this is not the
-- diagram's current version, or when the diagram is in the trash: another event tells of that.
CREATE FUNCTION app.index_diagram(p_diagram uuid, p_version integer, p_words text, p_elements jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := app.workspace_id();
BEGIN
  PERFORM app.lock_search(p_diagram);
  IF NOT EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = v_workspace AND d.id = p_diagram AND d.version = p_version AND d.deleted_at IS NULL) THEN
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

-- Takes a diagram out; false when it is back from the trash by now.
CREATE FUNCTION app.unindex_diagram(p_diagram uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.lock_search(p_diagram);
  IF EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL) THEN
    RETURN false;
  END IF;
  DELETE FROM search_diagrams s WHERE s.workspace_id = app.workspace_id() AND s.diagram_id = p_diagram;
  RETURN true;
END $$;

-- Searching -----------------------------------------------------------------------------------------------------------

-- A condition on a column of words. Levels: 0 every word stands there; 1 the last one as a beginning; 2 as parts of words
-- from three characters on, shorter ones as in 1. The words become literals, never syntax.
CREATE FUNCTION app.search_condition(p_column text, p_words text[], p_last text, p_level integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT '(' || string_agg(format('strpos(%s, %L) > 0', p_column,
      CASE WHEN p_level = 2 AND length(w.word) >= 3 THEN w.word
        WHEN p_level > 0 AND w.place > cardinality(p_words) THEN ' ' || w.word
        ELSE ' ' || w.word || ' ' END), ' AND ' ORDER BY w.place) || ')'
  FROM unnest(p_words || p_last) WITH ORDINALITY AS w (word, place)
$$;

-- What an index can answer. Whole words, the last one as a beginning; or parts of words, NULL when none is long enough for one.
CREATE FUNCTION app.search_lookup(p_words text[], p_last text, p_parts boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  WITH w AS (SELECT u.word, u.place > cardinality(p_words) AS is_last, p_parts AND length(u.word) >= 3 AS is_part FROM unnest(p_words || p_last) WITH ORDINALITY AS u (word, place))
  SELECT CASE WHEN NOT p_parts OR bool_or(w.is_part) THEN concat_ws(' AND ',
    (SELECT format('lexemes @@ %L::tsquery', string_agg(quote_literal(t.word) || CASE WHEN t.is_last THEN ':*' ELSE '' END, ' & ')) FROM w t WHERE NOT t.is_part HAVING count(*) > 0),
    (SELECT string_agg(format('words LIKE %L', '%' || regexp_replace(l.word, '([\\%_])', '\\\1', 'g') || '%'), ' AND ') FROM w l WHERE l.is_part)) END
  FROM w
$$;

-- What an answer says about a diagram.
CREATE FUNCTION app.search_summary(p_workspace uuid, p_id uuid, p_title text, p_project uuid, p_version integer, p_updated timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', p_id, 'title', p_title, 'projectId', p_project, 'version', p_version, 'updatedAt', app.instant(p_updated),
    'thumbnailVersion', (SELECT t.version FROM public.diagram_thumbnails t WHERE t.workspace_id = p_workspace AND t.diagram_id = p_id))
$$;

-- The best diagrams of a workspace for these words, after a place; each with its rank, its time and its best elements.
-- Ranks: title 0 to 2, name 3 to 5, name and documentation 6 to 8, within each as the levels above; then the newest change
-- first. Looks into the next source only while the page could still gain from it, and takes at most p_most rows of each.
CREATE FUNCTION app.search(
  p_user uuid, p_workspace uuid, p_project uuid, p_words text[], p_last text, p_limit integer, p_elements integer, p_most integer,
  p_after_rank integer, p_after_time bigint, p_after_id uuid
) RETURNS TABLE (outcome text, items jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
  v_settled integer;
BEGIN
  items := '[]';
  outcome := 'workspace_not_found';
  IF NOT EXISTS (SELECT FROM public.memberships m WHERE m.workspace_id = p_workspace AND m.user_id = p_user) THEN RETURN NEXT; RETURN; END IF;
  outcome := 'ok';
  -- reach: the best rank that a later source could still bring.
  FOR v_source IN SELECT * FROM (VALUES ('search_diagrams', v_title, false, 2), ('search_diagrams', v_title, true, 3), ('search_elements', v_element, false, 5), ('search_elements', v_element, true, 9))
      AS s (relation, rank, parts, reach) LOOP
    CONTINUE WHEN app.search_lookup(p_words, p_last, v_source.parts) IS NULL;
    EXECUTE format('SELECT array_agg(r.diagram_id), array_agg(r.rank) FROM (SELECT f.diagram_id, min(f.rank) AS rank FROM (SELECT diagram_id, %s AS rank FROM public.%I WHERE workspace_id = %L::uuid AND %s AND %s LIMIT %s) f GROUP BY 1) r',
      v_source.rank, v_source.relation, p_workspace, app.search_lookup(p_words, p_last, v_source.parts), CASE WHEN v_source.parts THEN v_any ELSE 'true' END, p_most)
      INTO v_ids, v_ranks;
    v_found := v_found || coalesce(v_ids, '{}');
    v_found_ranks := v_found_ranks || coalesce(v_ranks, '{}');
    SELECT count(*) INTO v_settled FROM app.search_place(p_workspace, p_project, v_found, v_found_ranks, p_limit, p_after_rank, p_after_time, p_after_id) p WHERE p.rank < v_source.reach;
    EXIT WHEN v_settled >= p_limit;
  END LOOP;
  EXECUTE format('SELECT coalesce(jsonb_agg(jsonb_build_object(''rank'', p.rank, ''time'', p.time::text, ''diagram'', app.search_summary($1, p.id, p.title, p.project_id, p.version, p.updated_at),'
    || ' ''elements'', (SELECT coalesce(jsonb_agg(jsonb_build_object(''elementId'', e.element_id, ''type'', e.type, ''name'', e.name, ''documentation'', e.documentation) ORDER BY e.rank, e.element_id, e.nth), ''[]'')'
    || ' FROM (SELECT s.element_id, s.nth, s.type, s.name, s.documentation, %s AS rank FROM public.search_elements s WHERE s.workspace_id = $1 AND s.diagram_id = p.id AND %s ORDER BY 6, 1, 2 LIMIT $9) e)'
    || ') ORDER BY p.rank, p.time DESC, p.id DESC), ''[]'') FROM app.search_place($1, $2, $3, $4, $5, $6, $7, $8) p', v_element, v_any)
    INTO items USING p_workspace, p_project, v_found, v_found_ranks, p_limit, p_after_rank, p_after_time, p_after_id, p_elements;
  RETURN NEXT;
END $$;

-- Of what was found, the page after a place: what is not in the trash, each once, at its best rank.
CREATE FUNCTION app.search_place(
  p_workspace uuid, p_project uuid, p_ids uuid[], p_ranks integer[], p_limit integer, p_after_rank integer, p_after_time bigint, p_after_id uuid
) RETURNS TABLE (rank integer, "time" bigint, id uuid, title text, project_id uuid, version integer, updated_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT f.rank, f.time, f.id, f.title, f.project_id, f.version, f.updated_at FROM (
    SELECT b.rank, (extract(epoch FROM d.updated_at) * 1000000)::bigint AS time, d.id, d.title, d.project_id, d.version, d.updated_at
    FROM (SELECT u.id, min(u.rank) AS rank FROM unnest(p_ids, p_ranks) AS u (id, rank) GROUP BY u.id) b
    JOIN public.diagrams d ON d.workspace_id = p_workspace AND d.id = b.id
    WHERE d.deleted_at IS NULL AND (p_project IS NULL OR d.project_id = p_project)) f
  WHERE p_after_id IS NULL OR (f.rank, -f.time) > (p_after_rank, -p_after_time) OR (f.rank = p_after_rank AND f.time = p_after_time AND f.id < p_after_id)
  ORDER BY f.rank, f.time DESC, f.id DESC LIMIT p_limit
$$;

-- What another engine found, as the database knows it: for members alone, without what is in the trash or elsewhere.
CREATE FUNCTION app.search_summaries(p_user uuid, p_workspace uuid, p_project uuid, p_ids uuid[]) RETURNS TABLE (outcome text, items jsonb)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  items := '[]';
  outcome := 'workspace_not_found';
  IF EXISTS (SELECT FROM public.memberships m WHERE m.workspace_id = p_workspace AND m.user_id = p_user) THEN
    outcome := 'ok';
    SELECT coalesce(jsonb_agg(app.search_summary(d.workspace_id, d.id, d.title, d.project_id, d.version, d.updated_at)), '[]') INTO items
      FROM public.diagrams d WHERE d.workspace_id = p_workspace AND d.id = ANY (p_ids) AND d.deleted_at IS NULL AND (p_project IS NULL OR d.project_id = p_project);
  END IF;
  RETURN NEXT;
END $$;

-- Filling -------------------------------------------------------------------------------------------------------------

-- The next diagrams after a place, of one workspace or (NULL) of all, and which version of each can be found. Ids only.
CREATE FUNCTION app.walk_search(p_workspace uuid, p_after_workspace uuid, p_after_id uuid, p_limit integer)
  RETURNS TABLE (workspace_id uuid, diagram_id uuid, version integer, indexed_version integer, settled boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY SELECT d.workspace_id, d.id, d.version, s.version, d.updated_at < now() - interval '1 minute'
    FROM (SELECT o.workspace_id, o.id, o.version, o.updated_at FROM public.diagrams o
      WHERE (o.workspace_id, o.id) > (p_after_workspace, p_after_id) AND (p_workspace IS NULL OR o.workspace_id = p_workspace) AND o.deleted_at IS NULL
      ORDER BY o.workspace_id, o.id LIMIT p_limit) d
    LEFT JOIN public.search_diagrams s ON s.workspace_id = d.workspace_id AND s.diagram_id = d.id
    ORDER BY d.workspace_id, d.id;
END $$;

CREATE FUNCTION app.count_search(p_workspace uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT count(*) FROM public.diagrams d WHERE d.deleted_at IS NULL AND (p_workspace IS NULL OR d.workspace_id = p_workspace) $$;

-- Nobody may call these but who needs them.
GRANT CREATE ON SCHEMA app TO bpmn_resolver;
DO $$
DECLARE
  f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature, p.prosecdef, p.proname FROM pg_proc p
    WHERE p.pronamespace = 'app'::regnamespace AND (p.proname LIKE '%search%' OR p.proname IN ('index_diagram', 'unindex_diagram'))
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.signature,
      CASE WHEN f.proname IN ('walk_search', 'count_search') THEN 'bpmn_relay'
        WHEN f.proname IN ('search_condition', 'search_lookup', 'search_summary', 'search_place') THEN 'bpmn_resolver' ELSE 'bpmn_app' END);
    IF f.prosecdef THEN EXECUTE format('ALTER FUNCTION %s OWNER TO bpmn_resolver', f.signature); END IF;
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION app.instant(timestamptz) TO bpmn_resolver;
REVOKE CREATE ON SCHEMA app FROM bpmn_resolver;
