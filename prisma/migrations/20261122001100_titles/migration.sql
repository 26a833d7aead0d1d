-- The titles of diagrams once more, for lists by a part of the title (ADR 0012): in a table of their own, because a save moves every
-- index entry of its diagram, and its title hardly ever changes. Unlike the words of the search they are written in the transaction
-- that changes the title, so a list and its tag (ADR 0011) always see the same. A backup leaves them out: filling diagrams fills them.
--
-- Saves wait while the titles that are there are carried over: some seconds for a million. Expand only.
CREATE TABLE diagram_titles (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (workspace_id, diagram_id)
);
ALTER TABLE diagram_titles ENABLE ROW LEVEL SECURITY;
ALTER TABLE diagram_titles FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON diagram_titles FOR SELECT TO bpmn_app USING (workspace_id = (SELECT app.workspace_id()));
CREATE POLICY keep ON diagram_titles TO bpmn_resolver USING (true) WITH CHECK (true);
GRANT SELECT ON diagram_titles TO bpmn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON diagram_titles TO bpmn_resolver;

-- What begins at each character of a text, three characters of it: what an index finds parts of titles by, however short they are and
-- whatever they are made of. pg_trgm knows letters and digits alone, three of them.
CREATE FUNCTION app.pieces(p_text text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  v_pieces text[];
BEGIN
  FOR i IN 1 .. length(p_text) LOOP v_pieces[i] := substr(p_text, i, 3); END LOOP;
  RETURN array_to_tsvector(v_pieces);
END $$;

-- What the pieces of a text hold when it has another in it: all of the other's, or, of less than three characters, one that begins so.
CREATE FUNCTION app.pieces_with(p_text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT string_agg('''' || replace(replace(substr(p_text, i, 3), '\', '\\'), '''', '''''') || '''' || CASE WHEN length(p_text) < 3 THEN ':*' ELSE '' END, ' & ')
    FROM generate_series(1, greatest(1, length(p_text) - 2)) i)::tsquery;

-- A trigger and not a line in every function: no change can forget it. With the rights of its owner, because a diagram is also purged
-- and restored by those who are in no workspace.
CREATE FUNCTION app.keep_title() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM public.diagram_titles t WHERE t.workspace_id = OLD.workspace_id AND t.diagram_id = OLD.id;
  ELSE
    INSERT INTO public.diagram_titles (workspace_id, diagram_id, title) VALUES (NEW.workspace_id, NEW.id, NEW.title)
      ON CONFLICT (workspace_id, diagram_id) DO UPDATE SET title = excluded.title;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.pieces(text), app.pieces_with(text), app.keep_title() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.pieces(text), app.pieces_with(text) TO bpmn_resolver;
GRANT CREATE ON SCHEMA app TO bpmn_resolver;
ALTER FUNCTION app.keep_title() OWNER TO bpmn_resolver;
REVOKE CREATE ON SCHEMA app FROM bpmn_resolver;

CREATE TRIGGER diagrams_title AFTER INSERT OR DELETE ON diagrams FOR EACH ROW EXECUTE FUNCTION app.keep_title();
CREATE TRIGGER diagrams_title_changed AFTER UPDATE OF title ON diagrams FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION app.keep_title();

-- As the one who sees them all: row-level security holds for the owner, too.
SET LOCAL ROLE bpmn_resolver;
INSERT INTO public.diagram_titles (workspace_id, diagram_id, title) SELECT d.workspace_id, d.id, d.title FROM public.diagrams d;
RESET ROLE;
