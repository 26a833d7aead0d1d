-- Diagrams edited live (ADR 0027): the tickets that open a socket, and a journal of the shared document.
--
-- An update is told to nobody before its row is committed. Rows of one document are numbered under the lock of its row in
-- live_documents, so that whoever has read up to a number has read all before it. Functions enter the workspace themselves and
-- answer with an outcome; expand only.

-- One use each: whoever takes the row has used the ticket. The ticket itself is never kept.
CREATE TABLE live_tickets (
  workspace_id uuid NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  diagram_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- The session it was asked for in: the socket ends with it. NULL: none is needed.
  session_id uuid,
  can_write boolean NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, hash),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX live_tickets_age ON live_tickets (expires_at);
CREATE INDEX live_tickets_diagram ON live_tickets (workspace_id, diagram_id);

CREATE TABLE live_documents (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  -- The last row of the journal, and the last one the snapshot holds.
  sequence integer NOT NULL CHECK (sequence >= 0),
  snapshot_sequence integer NOT NULL CHECK (snapshot_sequence >= 0),
  snapshot bytea NOT NULL,
  -- The version that was last written from the document or brought into it, and its text (zstd): what a later one is compared with.
  base_version integer NOT NULL,
  base_content bytea NOT NULL,
  -- Whether the document holds edits that no version holds; since when, and whose, the latest last.
  unwritten boolean NOT NULL DEFAULT false,
  unwritten_since timestamptz,
  authors uuid[] NOT NULL DEFAULT '{}',
  changed_at timestamptz NOT NULL,
  -- Who is writing a version right now, until when at the latest, and what: a version of this content is ours.
  writer uuid,
  writing_until timestamptz,
  writing_sequence integer,
  writing_sha256 bytea CHECK (length(writing_sha256) = 32),
  PRIMARY KEY (workspace_id, diagram_id),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50); -- each append is an update of this row, in its own page
ALTER TABLE live_documents ALTER COLUMN snapshot SET STORAGE EXTERNAL, ALTER COLUMN base_content SET STORAGE EXTERNAL;
-- No column of it changes with an append but the first after a version, or no append would stay in its page.
CREATE INDEX live_documents_unwritten ON live_documents (workspace_id, diagram_id) WHERE unwritten;

CREATE TABLE live_updates (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  sequence integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (workspace_id, diagram_id, sequence),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES live_documents (workspace_id, diagram_id) ON DELETE CASCADE
);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['live_tickets', 'live_documents', 'live_updates'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO bpmn_app USING (workspace_id = (SELECT app.workspace_id())) '
      'WITH CHECK (workspace_id = (SELECT app.workspace_id()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO bpmn_app', t);
  END LOOP;
END $$;

-- The relay finds what a process left behind, and throws tickets away that have run out; it sees nothing else.
CREATE POLICY relay_finds_unwritten ON live_documents FOR SELECT TO bpmn_relay USING (unwritten);
GRANT SELECT (workspace_id, diagram_id, unwritten, changed_at) ON live_documents TO bpmn_relay;
CREATE POLICY relay_retention ON live_tickets TO bpmn_relay USING (expires_at < now());
GRANT SELECT (workspace_id, hash, expires_at), DELETE ON live_tickets TO bpmn_relay;

-- Tickets -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.issue_live_ticket(p_user uuid, p_diagram uuid, p_session uuid, p_hash bytea, p_expires timestamptz)
  RETURNS TABLE (outcome text, workspace_id uuid, can_write boolean) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    IF EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL) THEN
      workspace_id := app.workspace_id();
      can_write := app.role_rank((SELECT m.role FROM memberships m WHERE m.workspace_id = app.workspace_id() AND m.user_id = p_user)) >= app.role_rank('editor');
      INSERT INTO live_tickets VALUES (app.workspace_id(), p_hash, p_diagram, p_user, p_session, can_write, p_expires);
    ELSE
      outcome := 'not_found';
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- 'ok', 'unknown' (never issued, or used), 'late', 'forbidden' (no member any more), 'gone'. Whatever it answers, the ticket is used.
CREATE FUNCTION app.redeem_live_ticket(p_workspace uuid, p_hash bytea, p_now timestamptz)
  RETURNS TABLE (outcome text, diagram_id uuid, user_id uuid, user_name text, session_id uuid, can_write boolean) LANGUAGE plpgsql AS $$
DECLARE
  v_ticket live_tickets;
  v_role text;
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  DELETE FROM live_tickets t WHERE t.workspace_id = p_workspace AND t.hash = p_hash RETURNING t.* INTO v_ticket;
  outcome := 'unknown';
  IF FOUND THEN
    SELECT m.role INTO v_role FROM memberships m WHERE m.workspace_id = p_workspace AND m.user_id = v_ticket.user_id;
    diagram_id := v_ticket.diagram_id;
    user_id := v_ticket.user_id;
    user_name := (SELECT u.name FROM users u WHERE u.id = v_ticket.user_id);
    session_id := v_ticket.session_id;
    can_write := v_ticket.can_write AND coalesce(app.role_rank(v_role) >= app.role_rank('editor'), false);
    outcome := CASE WHEN v_ticket.expires_at <= p_now THEN 'late' WHEN v_role IS NULL THEN 'forbidden'
      WHEN NOT EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = p_workspace AND d.id = v_ticket.diagram_id AND d.deleted_at IS NULL) THEN 'gone' ELSE 'ok' END;
  END IF;
  RETURN NEXT;
END $$;

-- The journal -------------------------------------------------------------------------------------------------------

-- Makes the document of a diagram that has none, from its current version: whether this call did. Of two at once one wins.
CREATE FUNCTION app.seed_live(p_workspace uuid, p_diagram uuid, p_version integer, p_snapshot bytea, p_content bytea, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  INSERT INTO live_documents (workspace_id, diagram_id, sequence, snapshot_sequence, snapshot, base_version, base_content, changed_at)
    SELECT d.workspace_id, d.id, 0, 0, p_snapshot, p_version, p_content, p_now
    FROM diagrams d WHERE d.workspace_id = p_workspace AND d.id = p_diagram AND d.version = p_version AND d.deleted_at IS NULL
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

-- What came after a row of the journal, in order; the snapshot stands for all it holds. p_after -1: all. No row: there is no document.
CREATE FUNCTION app.read_live(p_workspace uuid, p_diagram uuid, p_after integer) RETURNS TABLE ("sequence" integer, bytes bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY
    SELECT d.snapshot_sequence, d.snapshot FROM live_documents d WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram AND d.snapshot_sequence > p_after
    UNION ALL
    SELECT u.sequence, u.bytes FROM live_updates u JOIN live_documents d ON d.workspace_id = u.workspace_id AND d.diagram_id = u.diagram_id
      WHERE u.workspace_id = p_workspace AND u.diagram_id = p_diagram AND u.sequence > p_after AND u.sequence > d.snapshot_sequence
    ORDER BY 1;
END $$;

-- The number of the new row; NULL when the diagram is deleted or has no document.
CREATE FUNCTION app.append_live(p_workspace uuid, p_diagram uuid, p_bytes bytea, p_authors uuid[], p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_sequence integer;
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE live_documents d SET sequence = d.sequence + 1, unwritten = true, unwritten_since = coalesce(d.unwritten_since, p_now), changed_at = p_now,
      authors = CASE WHEN d.authors[cardinality(d.authors)] = ALL (p_authors) THEN d.authors
        ELSE ARRAY(SELECT a FROM unnest(d.authors) WITH ORDINALITY AS known (a, n) WHERE a <> ALL (p_authors) ORDER BY n DESC LIMIT 50) || p_authors END
    WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram
      AND EXISTS (SELECT FROM diagrams g WHERE g.workspace_id = p_workspace AND g.id = p_diagram AND g.deleted_at IS NULL)
    RETURNING d.sequence INTO v_sequence;
  IF FOUND THEN
    INSERT INTO live_updates (workspace_id, diagram_id, sequence, bytes) VALUES (p_workspace, p_diagram, v_sequence, p_bytes);
  END IF;
  RETURN v_sequence;
END $$;

-- Brings a version that was saved elsewhere into the document: what it changed (NULL: nothing), as a row of the journal. NULL when somebody
-- else did so before. A document that held nothing unwritten holds nothing unwritten after it.
CREATE FUNCTION app.merge_live(p_workspace uuid, p_diagram uuid, p_base integer, p_version integer, p_content bytea, p_bytes bytea, p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_sequence integer;
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE live_documents d SET base_version = p_version, base_content = p_content, changed_at = p_now,
      sequence = d.sequence + CASE WHEN p_bytes IS NULL THEN 0 ELSE 1 END, writer = NULL, writing_until = NULL, writing_sequence = NULL, writing_sha256 = NULL
    WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram AND d.base_version = p_base
    RETURNING d.sequence INTO v_sequence;
  IF FOUND AND p_bytes IS NOT NULL THEN
    INSERT INTO live_updates (workspace_id, diagram_id, sequence, bytes) VALUES (p_workspace, p_diagram, v_sequence, p_bytes);
  END IF;
  RETURN v_sequence;
END $$;

-- A new snapshot in place of the rows it holds. false: there is a newer one.
CREATE FUNCTION app.compact_live(p_workspace uuid, p_diagram uuid, p_sequence integer, p_snapshot bytea) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE live_documents d SET snapshot = p_snapshot, snapshot_sequence = p_sequence
    WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram AND d.snapshot_sequence < p_sequence AND d.sequence >= p_sequence;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM live_updates u WHERE u.workspace_id = p_workspace AND u.diagram_id = p_diagram AND u.sequence <= p_sequence;
  RETURN true;
END $$;

-- How open documents stand, and their diagrams; asked by every process about once a second.
CREATE FUNCTION app.look_live(p_workspaces uuid[], p_diagrams uuid[])
  RETURNS TABLE (diagram_id uuid, "sequence" integer, base_version integer, version integer, deleted boolean) LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid;
  v_diagrams uuid[];
BEGIN
  FOR v_workspace, v_diagrams IN SELECT asked.w, array_agg(asked.d) FROM unnest(p_workspaces, p_diagrams) AS asked (w, d) GROUP BY asked.w LOOP
    PERFORM app.enter(v_workspace, NULL);
    RETURN QUERY SELECT l.diagram_id, l.sequence, l.base_version, d.version, d.deleted_at IS NOT NULL
      FROM live_documents l JOIN diagrams d ON d.workspace_id = l.workspace_id AND d.id = l.diagram_id
      WHERE l.workspace_id = v_workspace AND l.diagram_id = ANY (v_diagrams);
  END LOOP;
END $$;

-- Versions ----------------------------------------------------------------------------------------------------------

-- owners: who answers for the workspace, should nobody who edited be in it any more.
CREATE FUNCTION app.read_live_state(p_workspace uuid, p_diagram uuid)
  RETURNS TABLE ("sequence" integer, snapshot_sequence integer, base_version integer, base_content bytea, unwritten boolean, authors uuid[], owners uuid[], writing_sequence integer, writing_sha256 bytea)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT d.sequence, d.snapshot_sequence, d.base_version, d.base_content, d.unwritten, d.authors,
      ARRAY(SELECT m.user_id FROM memberships m WHERE m.workspace_id = p_workspace AND m.role = 'owner' ORDER BY m.created_at, m.user_id LIMIT 1),
      d.writing_sequence, d.writing_sha256
    FROM live_documents d WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram;
END $$;

-- Takes the pen for a version. false: somebody else holds it, or the version it follows is not the last any more.
CREATE FUNCTION app.claim_live(p_workspace uuid, p_diagram uuid, p_writer uuid, p_base integer, p_sequence integer, p_sha256 bytea, p_now timestamptz, p_until timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE live_documents d SET writer = p_writer, writing_until = p_until, writing_sequence = p_sequence, writing_sha256 = p_sha256
    WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram AND d.base_version = p_base
      AND (d.writer IS NULL OR d.writer = p_writer OR d.writing_until < p_now);
  RETURN FOUND;
END $$;

-- Puts the pen down after a version was written of all up to p_sequence: false when another version came in between.
CREATE FUNCTION app.written_live(p_workspace uuid, p_diagram uuid, p_base integer, p_version integer, p_content bytea, p_sequence integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE live_documents d SET base_version = p_version, base_content = p_content, unwritten = d.sequence > p_sequence,
      unwritten_since = CASE WHEN d.sequence > p_sequence THEN d.changed_at END, authors = CASE WHEN d.sequence > p_sequence THEN d.authors ELSE '{}' END,
      writer = NULL, writing_until = NULL, writing_sequence = NULL, writing_sha256 = NULL
    WHERE d.workspace_id = p_workspace AND d.diagram_id = p_diagram AND d.base_version = p_base AND p_sequence <= d.sequence;
  RETURN FOUND;
END $$;

DO $$
DECLARE
  f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace AND p.proname LIKE '%\_live%' LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO bpmn_app', f.signature);
  END LOOP;
END $$;
