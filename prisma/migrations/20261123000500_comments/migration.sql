-- Comments and the notifications that come of them (ADR 0028). Expand only.
--
-- A thread stands on an element or a spot of a diagram and goes with the diagram; that its element is gone is seen where it is shown,
-- and never written down: the element may come back. Every function enters the workspace of the diagram for the user who asks.

CREATE TABLE comment_threads (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  plane_id text NOT NULL CHECK (length(plane_id) BETWEEN 1 AND 250),
  x double precision NOT NULL,
  y double precision NOT NULL,
  element_id text CHECK (length(element_id) BETWEEN 1 AND 250),
  element_name text CHECK (length(element_name) <= 200),
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  last_at timestamptz NOT NULL,
  -- The position of the newest comment. It counts deleted ones too: a position is given once.
  last_position integer NOT NULL CHECK (last_position >= 1),
  resolved_at timestamptz,
  resolved_by uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE,
  CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX comment_threads_by_diagram ON comment_threads (workspace_id, diagram_id, last_at DESC, id);

CREATE TABLE comments (
  workspace_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 1),
  id uuid NOT NULL,
  author_id uuid NOT NULL,
  body text NOT NULL CHECK (length(body) <= 4000),
  mentions uuid[] NOT NULL CHECK (cardinality(mentions) <= 20),
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, thread_id, position),
  UNIQUE (workspace_id, id),
  FOREIGN KEY (workspace_id, thread_id) REFERENCES comment_threads (workspace_id, id) ON DELETE CASCADE,
  CHECK ((deleted_at IS NULL) = (body <> ''))
);

-- What one person has seen of a thread, and whether they want to hear of it.
CREATE TABLE comment_marks (
  workspace_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  user_id uuid NOT NULL,
  read_through integer NOT NULL DEFAULT 0,
  muted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, thread_id, user_id),
  FOREIGN KEY (workspace_id, thread_id) REFERENCES comment_threads (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE notifications (
  workspace_id uuid NOT NULL,
  -- UUIDv7: their order is the order of time.
  id uuid NOT NULL DEFAULT uuidv7(),
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('mentioned', 'answered', 'resolved')),
  thread_id uuid NOT NULL,
  comment_id uuid,
  actor_id uuid,
  event_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, event_id, user_id),
  FOREIGN KEY (workspace_id, thread_id) REFERENCES comment_threads (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX notifications_of_person ON notifications (workspace_id, user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (workspace_id, user_id) WHERE read_at IS NULL;
CREATE INDEX notifications_of_thread ON notifications (workspace_id, thread_id);
CREATE INDEX notifications_age ON notifications (created_at);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['comment_threads', 'comments', 'comment_marks', 'notifications'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I TO bpmn_app USING (workspace_id = (SELECT app.workspace_id())) WITH CHECK (workspace_id = (SELECT app.workspace_id()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO bpmn_app', t);
  END LOOP;
END $$;

-- The relay role purges, and sees nothing younger.
CREATE POLICY relay_retention ON notifications TO bpmn_relay USING (created_at < now() - interval '90 days');
GRANT SELECT (workspace_id, id, created_at), DELETE ON notifications TO bpmn_relay;

-- Shapes ------------------------------------------------------------------------------------------------------------

-- How a text begins when it is read aloud: names for the ids of mentions, on one line.
CREATE FUNCTION app.comment_excerpt(p_body text, p_mentions uuid[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_text text := p_body;
  v_user record;
BEGIN
  FOR v_user IN SELECT u.id, u.name FROM users u WHERE u.id = ANY (p_mentions) LOOP
    v_text := replace(v_text, '<@' || v_user.id || '>', '@' || v_user.name);
  END LOOP;
  v_text := regexp_replace(v_text, '<@[0-9a-f-]{36}>', '@former member', 'g');
  RETURN left(regexp_replace(v_text, '\s+', ' ', 'g'), 200);
END $$;

CREATE FUNCTION app.comment_view(c comments) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object('id', c.id, 'author', app.user_ref(c.author_id), 'body', c.body, 'createdAt', app.instant(c.created_at),
    'editedAt', app.instant(c.edited_at), 'deleted', c.deleted_at IS NOT NULL, 'position', c.position,
    'mentions', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id), '[]') FROM users u WHERE u.id = ANY (c.mentions)));
END $$;

CREATE FUNCTION app.thread_summary(t comment_threads, p_user uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_mark comment_marks;
  v_seen record;
  v_first comments;
BEGIN
  SELECT m.* INTO v_mark FROM comment_marks m WHERE m.workspace_id = t.workspace_id AND m.thread_id = t.id AND m.user_id = p_user;
  SELECT count(*) AS there, count(*) FILTER (WHERE c.author_id <> p_user AND c.position > coalesce(v_mark.read_through, 0)) AS unread,
      coalesce(bool_or(c.author_id = p_user OR p_user = ANY (c.mentions)), false) AS mine
    INTO v_seen FROM comments c WHERE c.workspace_id = t.workspace_id AND c.thread_id = t.id AND c.deleted_at IS NULL;
  SELECT c.* INTO v_first FROM comments c WHERE c.workspace_id = t.workspace_id AND c.thread_id = t.id AND c.deleted_at IS NULL ORDER BY c.position LIMIT 1;
  RETURN jsonb_build_object('id', t.id, 'diagramId', t.diagram_id, 'createdAt', app.instant(t.created_at), 'lastAt', app.instant(t.last_at),
    'anchor', jsonb_build_object('plane', t.plane_id, 'x', t.x, 'y', t.y, 'elementId', t.element_id, 'elementName', t.element_name),
    'startedBy', app.user_ref(t.created_by), 'excerpt', coalesce(app.comment_excerpt(v_first.body, v_first.mentions), ''),
    'comments', v_seen.there, 'unread', v_seen.unread, 'mine', v_seen.mine, 'muted', coalesce(v_mark.muted, false),
    'resolvedAt', app.instant(t.resolved_at), 'resolvedBy', CASE WHEN t.resolved_by IS NOT NULL THEN app.user_ref(t.resolved_by) END);
END $$;

CREATE FUNCTION app.thread_view(p_thread uuid, p_user uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_thread comment_threads;
BEGIN
  SELECT t.* INTO v_thread FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN app.thread_summary(v_thread, p_user) || jsonb_build_object('items',
    (SELECT jsonb_agg(app.comment_view(c) ORDER BY c.position) FROM comments c WHERE c.workspace_id = v_thread.workspace_id AND c.thread_id = v_thread.id));
END $$;

-- Entering ----------------------------------------------------------------------------------------------------------

-- Enters the workspace of a diagram: 'ok', 'not_found', or 'deleted' (in the trash; for reading that is 'not_found').
CREATE FUNCTION app.enter_comments(p_user uuid, p_diagram uuid, p_writes boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'viewer');
  v_deleted timestamptz;
BEGIN
  IF v_entered <> 'ok' THEN RETURN v_entered; END IF;
  SELECT d.deleted_at INTO v_deleted FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  RETURN CASE WHEN v_deleted IS NULL THEN 'ok' WHEN p_writes THEN 'deleted' ELSE 'not_found' END;
END $$;

-- The members of the entered workspace among some ids.
CREATE FUNCTION app.members_among(p_users uuid[]) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(array_agg(m.user_id ORDER BY m.user_id), '{}') FROM memberships m WHERE m.workspace_id = app.workspace_id() AND m.user_id = ANY (p_users));
END $$;

-- The audit entry of a change, and its event where there is one.
CREATE FUNCTION app.record_comment(p_user uuid, p_action text, p_diagram uuid, p_thread uuid, p_comment uuid, p_tells boolean, p_now timestamptz, p_request_id text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id, request_id, details)
    SELECT d.workspace_id, p_now, p_user, p_action, 'diagram', d.id::text, p_request_id,
      jsonb_strip_nulls(jsonb_build_object('title', d.title, 'threadId', p_thread, 'commentId', p_comment))
    FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram;
  IF p_tells THEN
    INSERT INTO outbox (workspace_id, type, payload, actor_id)
      VALUES (app.workspace_id(), p_action, jsonb_strip_nulls(jsonb_build_object('diagramId', p_diagram, 'threadId', p_thread, 'commentId', p_comment)), p_user);
  END IF;
END $$;

-- A comment at the end of a thread; its author has read so far.
CREATE FUNCTION app.put_comment(p_user uuid, p_thread uuid, p_position integer, p_comment uuid, p_body text, p_mentions uuid[], p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO comments (workspace_id, thread_id, position, id, author_id, body, mentions, created_at)
    VALUES (app.workspace_id(), p_thread, p_position, p_comment, p_user, p_body, app.members_among(p_mentions), p_now);
  INSERT INTO comment_marks AS m (workspace_id, thread_id, user_id, read_through) VALUES (app.workspace_id(), p_thread, p_user, p_position)
    ON CONFLICT (workspace_id, thread_id, user_id) DO UPDATE SET read_through = greatest(m.read_through, excluded.read_through);
END $$;

-- Reading -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.read_threads(p_user uuid, p_diagram uuid) RETURNS TABLE (outcome text, items jsonb) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, false);
  IF outcome = 'ok' THEN
    SELECT coalesce(jsonb_agg(app.thread_summary(t, p_user) ORDER BY t.last_at DESC, t.id), '[]') INTO items
      FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.diagram_id = p_diagram;
  END IF;
  RETURN NEXT;
END $$;

CREATE FUNCTION app.read_thread(p_user uuid, p_diagram uuid, p_thread uuid) RETURNS TABLE (outcome text, thread jsonb) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, false);
  IF outcome = 'ok' THEN
    thread := app.thread_view(p_thread, p_user);
    IF thread IS NULL OR thread->>'diagramId' <> p_diagram::text THEN outcome := 'comment_not_found'; thread := NULL; END IF;
  END IF;
  RETURN NEXT;
END $$;

-- Changes -----------------------------------------------------------------------------------------------------------
-- What an Idempotency-Key keeps is which thread it was: the thread is answered as it is when the request comes again.

CREATE FUNCTION app.start_thread(
  p_user uuid, p_diagram uuid, p_thread uuid, p_comment uuid, p_plane text, p_x double precision, p_y double precision, p_element text, p_element_name text,
  p_body text, p_mentions uuid[], p_most integer, p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS TABLE (outcome text, thread jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, true);
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  outcome := v_claim.claim;
  IF outcome = 'new' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('threads:' || p_diagram, 0)); -- one after the other, or the bound is none
    IF (SELECT count(*) FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.diagram_id = p_diagram) >= p_most THEN
      outcome := 'too_many_threads';
      RETURN NEXT;
      RETURN;
    END IF;
    INSERT INTO comment_threads (workspace_id, id, diagram_id, plane_id, x, y, element_id, element_name, created_at, created_by, last_at, last_position)
      VALUES (app.workspace_id(), p_thread, p_diagram, p_plane, p_x, p_y, p_element, p_element_name, p_now, p_user, p_now, 1);
    PERFORM app.put_comment(p_user, p_thread, 1, p_comment, p_body, p_mentions, p_now);
    PERFORM app.record_comment(p_user, 'comment.added', p_diagram, p_thread, p_comment, true, p_now, p_request_id);
    PERFORM app.keep_answer(p_user, p_key, p_request, p_now, jsonb_build_object('threadId', p_thread));
    thread := app.thread_view(p_thread, p_user);
  ELSIF outcome = 'replay' THEN
    thread := app.thread_view((v_claim.response->>'threadId')::uuid, p_user);
    IF thread IS NULL THEN outcome := 'comment_not_found'; END IF;
  END IF;
  RETURN NEXT;
END $$;

CREATE FUNCTION app.add_comment(
  p_user uuid, p_diagram uuid, p_thread uuid, p_comment uuid, p_body text, p_mentions uuid[], p_most integer, p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS TABLE (outcome text, thread jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
  v_position integer;
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, true);
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  outcome := v_claim.claim;
  IF outcome = 'new' THEN
    -- Who answers what is resolved has not had the last word: it is open again.
    UPDATE comment_threads t SET last_position = t.last_position + 1, last_at = p_now, resolved_at = NULL, resolved_by = NULL
      WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread AND t.diagram_id = p_diagram AND t.last_position < p_most
      RETURNING t.last_position INTO v_position;
    IF NOT FOUND THEN
      outcome := CASE WHEN EXISTS (SELECT FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread AND t.diagram_id = p_diagram) THEN 'too_many_comments' ELSE 'comment_not_found' END;
      RETURN NEXT;
      RETURN;
    END IF;
    PERFORM app.put_comment(p_user, p_thread, v_position, p_comment, p_body, p_mentions, p_now);
    PERFORM app.record_comment(p_user, 'comment.added', p_diagram, p_thread, p_comment, true, p_now, p_request_id);
    PERFORM app.keep_answer(p_user, p_key, p_request, p_now, jsonb_build_object('threadId', p_thread));
  END IF;
  IF outcome IN ('new', 'replay') THEN
    thread := app.thread_view(p_thread, p_user);
    IF thread IS NULL THEN outcome := 'comment_not_found'; END IF;
  END IF;
  RETURN NEXT;
END $$;

-- A comment of the user's own, locked with its thread: 'ok', 'comment_not_found' or 'not_yours'. The thread comes first, as where one is added.
CREATE FUNCTION app.own_comment(p_user uuid, p_diagram uuid, p_thread uuid, p_comment uuid, OUT outcome text, OUT comment comments) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread AND t.diagram_id = p_diagram FOR NO KEY UPDATE;
  IF FOUND THEN
    SELECT c.* INTO comment FROM comments c WHERE c.workspace_id = app.workspace_id() AND c.thread_id = p_thread AND c.id = p_comment AND c.deleted_at IS NULL;
  END IF;
  outcome := CASE WHEN NOT FOUND THEN 'comment_not_found' WHEN comment.author_id <> p_user THEN 'not_yours' ELSE 'ok' END;
END $$;

-- Only who is mentioned now and was not before hears of it.
CREATE FUNCTION app.edit_comment(
  p_user uuid, p_diagram uuid, p_thread uuid, p_comment uuid, p_body text, p_mentions uuid[], p_now timestamptz, p_request_id text
) RETURNS TABLE (outcome text, thread jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_own record;
  v_mentions uuid[];
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, true);
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  v_own := app.own_comment(p_user, p_diagram, p_thread, p_comment);
  outcome := v_own.outcome;
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  IF (v_own.comment).body <> p_body THEN
    v_mentions := app.members_among(p_mentions);
    UPDATE comments c SET body = p_body, mentions = v_mentions, edited_at = p_now WHERE c.workspace_id = app.workspace_id() AND c.id = p_comment;
    PERFORM app.record_comment(p_user, 'comment.edited', p_diagram, p_thread, p_comment, NOT v_mentions <@ (v_own.comment).mentions, p_now, p_request_id);
  END IF;
  thread := app.thread_view(p_thread, p_user);
  RETURN NEXT;
END $$;

-- What it said is gone, and so is what was told of it; its place stays while others are there.
CREATE FUNCTION app.delete_comment(p_user uuid, p_diagram uuid, p_thread uuid, p_comment uuid, p_now timestamptz, p_request_id text) RETURNS TABLE (outcome text) LANGUAGE plpgsql AS $$
DECLARE
  v_own record;
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, true);
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  v_own := app.own_comment(p_user, p_diagram, p_thread, p_comment);
  outcome := v_own.outcome;
  IF outcome = 'ok' THEN
    UPDATE comments c SET body = '', mentions = '{}', deleted_at = p_now WHERE c.workspace_id = app.workspace_id() AND c.id = p_comment;
    DELETE FROM notifications n WHERE n.workspace_id = app.workspace_id() AND n.thread_id = p_thread AND n.comment_id = p_comment;
    DELETE FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread
      AND NOT EXISTS (SELECT FROM comments c WHERE c.workspace_id = t.workspace_id AND c.thread_id = t.id AND c.deleted_at IS NULL);
    PERFORM app.record_comment(p_user, 'comment.deleted', p_diagram, p_thread, p_comment, false, p_now, p_request_id);
  END IF;
  RETURN NEXT;
END $$;

-- Again is no error and changes nothing.
CREATE FUNCTION app.resolve_thread(p_user uuid, p_diagram uuid, p_thread uuid, p_resolved boolean, p_now timestamptz, p_request_id text) RETURNS TABLE (outcome text, thread jsonb) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, true);
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  UPDATE comment_threads t SET resolved_at = CASE WHEN p_resolved THEN p_now END, resolved_by = CASE WHEN p_resolved THEN p_user END
    WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread AND t.diagram_id = p_diagram AND (t.resolved_at IS NOT NULL) <> p_resolved;
  IF FOUND THEN
    PERFORM app.record_comment(p_user, CASE WHEN p_resolved THEN 'thread.resolved' ELSE 'thread.reopened' END, p_diagram, p_thread, NULL, p_resolved, p_now, p_request_id);
  END IF;
  thread := app.thread_view(p_thread, p_user);
  IF thread IS NULL OR thread->>'diagramId' <> p_diagram::text THEN outcome := 'comment_not_found'; thread := NULL; END IF;
  RETURN NEXT;
END $$;

-- Who has seen a comment has seen what tells of it.
CREATE FUNCTION app.mark_thread(p_user uuid, p_diagram uuid, p_thread uuid, p_read integer, p_muted boolean, p_now timestamptz) RETURNS TABLE (outcome text) LANGUAGE plpgsql AS $$
DECLARE
  v_last integer;
BEGIN
  outcome := app.enter_comments(p_user, p_diagram, false);
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  SELECT t.last_position INTO v_last FROM comment_threads t WHERE t.workspace_id = app.workspace_id() AND t.id = p_thread AND t.diagram_id = p_diagram FOR KEY SHARE;
  IF NOT FOUND THEN outcome := 'comment_not_found'; RETURN NEXT; RETURN; END IF;
  INSERT INTO comment_marks AS m (workspace_id, thread_id, user_id, read_through, muted)
    VALUES (app.workspace_id(), p_thread, p_user, least(coalesce(p_read, 0), v_last), coalesce(p_muted, false))
    ON CONFLICT (workspace_id, thread_id, user_id) DO UPDATE SET read_through = greatest(m.read_through, excluded.read_through), muted = coalesce(p_muted, m.muted);
  UPDATE notifications n SET read_at = p_now WHERE n.workspace_id = app.workspace_id() AND n.user_id = p_user AND n.thread_id = p_thread AND n.read_at IS NULL
    AND NOT EXISTS (SELECT FROM comments c WHERE c.workspace_id = n.workspace_id AND c.id = n.comment_id AND c.position > coalesce(p_read, 0)) AND p_read > 0;
  RETURN NEXT;
END $$;

-- Notifications -----------------------------------------------------------------------------------------------------

-- The effect of an event, in the transaction that notes it as done: whom it concerns is written down, and answered. Those who are
-- mentioned, and, of an answer or a resolution, those who wrote in the thread or were mentioned there and did not mute it; members
-- all, and never who did it. What was deleted meanwhile concerns nobody.
CREATE FUNCTION app.notify_people(p_event uuid, p_type text, p_actor uuid, p_thread uuid, p_comment uuid, p_kept integer) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := app.workspace_id();
  v_comment comments;
  v_told uuid[];
BEGIN
  IF p_comment IS NOT NULL THEN
    SELECT c.* INTO v_comment FROM comments c WHERE c.workspace_id = v_workspace AND c.thread_id = p_thread AND c.id = p_comment AND c.deleted_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  WITH concerned AS (
    SELECT unnest(v_comment.mentions) AS user_id, true AS mentioned
    UNION ALL SELECT c.author_id, false FROM comments c WHERE c.workspace_id = v_workspace AND c.thread_id = p_thread AND c.deleted_at IS NULL AND p_type <> 'comment.edited'
    UNION ALL SELECT unnest(c.mentions), false FROM comments c WHERE c.workspace_id = v_workspace AND c.thread_id = p_thread AND c.deleted_at IS NULL AND p_type <> 'comment.edited'
  ), people AS (
    SELECT c.user_id, bool_or(c.mentioned) AS mentioned FROM concerned c JOIN memberships m ON m.workspace_id = v_workspace AND m.user_id = c.user_id
      WHERE c.user_id IS DISTINCT FROM p_actor GROUP BY c.user_id
  ), told AS (
    INSERT INTO notifications (workspace_id, user_id, kind, thread_id, comment_id, actor_id, event_id)
      SELECT v_workspace, p.user_id, CASE WHEN p.mentioned THEN 'mentioned' WHEN p_type = 'thread.resolved' THEN 'resolved' ELSE 'answered' END, t.id, p_comment, p_actor, p_event
      FROM people p JOIN comment_threads t ON t.workspace_id = v_workspace AND t.id = p_thread
      WHERE (p.mentioned OR NOT EXISTS (SELECT FROM comment_marks k WHERE k.workspace_id = v_workspace AND k.thread_id = p_thread AND k.user_id = p.user_id AND k.muted))
        AND (p_type <> 'comment.edited' OR NOT EXISTS (SELECT FROM notifications n WHERE n.workspace_id = v_workspace AND n.user_id = p.user_id AND n.comment_id = p_comment))
      ON CONFLICT (workspace_id, event_id, user_id) DO NOTHING
      RETURNING user_id
  )
  SELECT coalesce(array_agg(user_id), '{}') INTO v_told FROM told;
  DELETE FROM notifications n WHERE n.workspace_id = v_workspace AND n.user_id = ANY (v_told)
    AND n.id <= (SELECT o.id FROM notifications o WHERE o.workspace_id = v_workspace AND o.user_id = n.user_id ORDER BY o.id DESC OFFSET p_kept LIMIT 1);
  RETURN QUERY SELECT unnest(v_told);
END $$;

-- Of every workspace the user is a member of, one after the other: who has left one no longer reads what was told there.
CREATE FUNCTION app.list_notifications(p_user uuid, p_limit integer, p_before uuid, p_counted integer) RETURNS TABLE (items jsonb, unread integer) LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid;
  v_found jsonb := '[]';
  v_some jsonb;
  v_unread integer;
BEGIN
  unread := 0;
  FOREACH v_workspace IN ARRAY app.workspaces_of(p_user) LOOP
    PERFORM app.enter(v_workspace, p_user);
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'workspaceId', n.workspace_id, 'diagramId', t.diagram_id, 'diagramTitle', d.title, 'threadId', t.id,
        'by', app.user_ref(n.actor_id), 'at', app.instant(n.created_at), 'read', n.read_at IS NOT NULL,
        'excerpt', (SELECT app.comment_excerpt(c.body, c.mentions) FROM comments c
          WHERE c.workspace_id = n.workspace_id AND c.thread_id = n.thread_id AND c.deleted_at IS NULL AND (n.comment_id IS NULL OR c.id = n.comment_id) ORDER BY c.position LIMIT 1))), '[]')
      INTO v_some
      FROM (SELECT * FROM notifications o WHERE o.workspace_id = v_workspace AND o.user_id = p_user AND (p_before IS NULL OR o.id < p_before)
          AND EXISTS (SELECT FROM comment_threads ot JOIN diagrams od ON od.workspace_id = ot.workspace_id AND od.id = ot.diagram_id AND od.deleted_at IS NULL WHERE ot.workspace_id = o.workspace_id AND ot.id = o.thread_id)
          ORDER BY o.id DESC LIMIT p_limit) n
        JOIN comment_threads t ON t.workspace_id = n.workspace_id AND t.id = n.thread_id
        JOIN diagrams d ON d.workspace_id = t.workspace_id AND d.id = t.diagram_id;
    SELECT count(*) INTO v_unread FROM (SELECT FROM notifications n JOIN comment_threads t ON t.workspace_id = n.workspace_id AND t.id = n.thread_id
      JOIN diagrams d ON d.workspace_id = t.workspace_id AND d.id = t.diagram_id AND d.deleted_at IS NULL
      WHERE n.workspace_id = v_workspace AND n.user_id = p_user AND n.read_at IS NULL LIMIT p_counted) counted;
    v_found := v_found || v_some;
    unread := least(unread + v_unread, p_counted);
  END LOOP;
  SELECT coalesce(jsonb_agg(f.item ORDER BY f.item->>'id' DESC), '[]') INTO items
    FROM (SELECT e.item FROM jsonb_array_elements(v_found) e (item) ORDER BY e.item->>'id' DESC LIMIT p_limit) f;
  RETURN NEXT;
END $$;

CREATE FUNCTION app.workspaces_of(p_user uuid) RETURNS uuid[] LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  RETURN (SELECT coalesce(array_agg(m.workspace_id ORDER BY m.workspace_id), '{}') FROM memberships m WHERE m.user_id = p_user);
END $$;

-- p_ids NULL: all.
CREATE FUNCTION app.read_notifications(p_user uuid, p_ids uuid[], p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid;
  v_some integer;
  v_read integer := 0;
BEGIN
  FOREACH v_workspace IN ARRAY app.workspaces_of(p_user) LOOP
    PERFORM app.enter(v_workspace, p_user);
    UPDATE notifications n SET read_at = p_now WHERE n.workspace_id = v_workspace AND n.user_id = p_user AND n.read_at IS NULL AND (p_ids IS NULL OR n.id = ANY (p_ids));
    GET DIAGNOSTICS v_some = ROW_COUNT;
    v_read := v_read + v_some;
  END LOOP;
  RETURN v_read;
END $$;

CREATE FUNCTION app.purge_notifications(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_purged integer;
BEGIN
  WITH old AS (
    SELECT n.workspace_id, n.id FROM notifications n WHERE n.created_at < now() - interval '90 days' ORDER BY n.created_at LIMIT p_limit
  )
  DELETE FROM notifications n USING old WHERE n.workspace_id = old.workspace_id AND n.id = old.id AND n.created_at < now() - interval '90 days';
  GET DIAGNOSTICS v_purged = ROW_COUNT;
  RETURN v_purged;
END $$;

-- Members of a workspace, by how a word of their name begins. p_begins: two ILIKE patterns, or NULL.
CREATE FUNCTION app.list_members(p_user uuid, p_workspace uuid, p_begins text[], p_limit integer) RETURNS TABLE (outcome text, items jsonb) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_workspace(p_user, p_workspace, 'viewer');
  IF outcome = 'ok' THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'role', f.role) ORDER BY lower(f.name), f.id), '[]') INTO items
      FROM (SELECT u.id, u.name, m.role FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.workspace_id = p_workspace AND (p_begins IS NULL OR u.name ILIKE ANY (p_begins)) ORDER BY lower(u.name), u.id LIMIT p_limit) f;
  END IF;
  RETURN NEXT;
END $$;

-- Nobody may call these but who needs them.
DO $$
DECLARE
  f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature, p.proname FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace
    AND p.proname IN ('comment_excerpt', 'comment_view', 'thread_summary', 'thread_view', 'enter_comments', 'members_among', 'record_comment', 'put_comment', 'read_threads',
      'read_thread', 'start_thread', 'add_comment', 'own_comment', 'edit_comment', 'delete_comment', 'resolve_thread', 'mark_thread', 'notify_people', 'list_notifications',
      'workspaces_of', 'read_notifications', 'purge_notifications', 'list_members')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.signature, CASE WHEN f.proname = 'purge_notifications' THEN 'bpmn_relay' ELSE 'bpmn_app' END);
  END LOOP;
END $$;
