-- Saving: every operation on a diagram is one function, so that it is one statement and one round trip.
--
-- The functions run with the rights of their caller (bpmn_app) under row-level security: each finds the workspace of the
-- diagram for the user who asks, enters it for the length of the transaction, and only then touches a row. What they decide
-- is written down as a pure model in services/api/src/features/diagrams/domain/version-history.ts; a property test runs both
-- side by side. They answer with an outcome instead of raising, so that a refusal costs no aborted transaction.

-- How the bytes become text. A document that came in as JSON is UTF-8 whatever its XML declaration says; an imported
-- file keeps its own encoding.
ALTER TABLE diagram_versions ADD COLUMN encoding text NOT NULL DEFAULT 'utf-8' CHECK (encoding ~ '^[a-z0-9-]{1,40}$');

COMMENT ON COLUMN import_files.content IS 'The bytes as they came, packed with zstd, until the file is imported or refused';

CREATE TYPE app.answer AS (outcome text, current_version integer, diagram jsonb);
CREATE FUNCTION app.answered(p_outcome text, p_version integer DEFAULT NULL, p_diagram jsonb DEFAULT NULL) RETURNS app.answer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ROW(p_outcome, p_version, p_diagram)::app.answer;

-- Shapes ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.instant(p_at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

CREATE FUNCTION app.user_ref(p_user uuid) RETURNS jsonb LANGUAGE sql STABLE
  RETURN (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = p_user);

-- In plpgsql, which keeps its plan; every save ends with it.
CREATE FUNCTION app.diagram_summary(d diagrams) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object(
    'id', d.id, 'workspaceId', d.workspace_id, 'projectId', d.project_id, 'title', d.title, 'version', d.version,
    'createdAt', app.instant(d.created_at), 'updatedAt', app.instant(d.updated_at), 'deletedAt', app.instant(d.deleted_at),
    'updatedBy', (SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = d.updated_by),
    'thumbnailVersion', (SELECT t.version FROM diagram_thumbnails t WHERE t.workspace_id = d.workspace_id AND t.diagram_id = d.id));
END $$;

CREATE FUNCTION app.version_summary(v diagram_versions) RETURNS jsonb LANGUAGE sql STABLE
  RETURN jsonb_build_object(
    'version', v.version, 'kind', v.kind, 'message', v.message, 'title', v.title, 'createdAt', app.instant(v.created_at),
    'createdBy', app.user_ref(v.created_by), 'sizeBytes', v.size_bytes, 'sha256', encode(v.sha256, 'hex'), 'restoredFrom', v.restored_from);

-- Entering a tenant -------------------------------------------------------------------------------------------------

CREATE FUNCTION app.role_rank(p_role text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE p_role WHEN 'viewer' THEN 1 WHEN 'editor' THEN 2 WHEN 'owner' THEN 3 END;

CREATE FUNCTION app.enter(p_workspace uuid, p_user uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.workspace_id', p_workspace::text, true), set_config('app.user_id', p_user::text, true);
END $$;

-- Enters the workspace of a diagram: 'ok', 'not_found' (unknown, or of a workspace the user is no member of) or 'forbidden'.
CREATE FUNCTION app.enter_diagram(p_user uuid, p_diagram uuid, p_needed text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid;
  v_role text;
BEGIN
  SELECT a.workspace_id, a.role INTO v_workspace, v_role FROM app.access_to_diagram(p_user, p_diagram) a;
  IF v_workspace IS NULL THEN RETURN 'not_found'; END IF;
  IF app.role_rank(v_role) < app.role_rank(p_needed) THEN RETURN 'forbidden'; END IF;
  PERFORM set_config('app.workspace_id', v_workspace::text, true), set_config('app.user_id', p_user::text, true);
  RETURN 'ok';
END $$;

-- Enters a workspace the user names: 'ok', 'workspace_not_found' or 'forbidden'.
CREATE FUNCTION app.enter_workspace(p_user uuid, p_workspace uuid, p_needed text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_role text;
BEGIN
  PERFORM app.enter(p_workspace, p_user);
  SELECT m.role INTO v_role FROM memberships m WHERE m.workspace_id = p_workspace AND m.user_id = p_user;
  IF v_role IS NULL THEN RETURN 'workspace_not_found'; END IF;
  IF app.role_rank(v_role) < app.role_rank(p_needed) THEN RETURN 'forbidden'; END IF;
  RETURN 'ok';
END $$;

-- Idempotency -------------------------------------------------------------------------------------------------------

-- Claims a key for this transaction. 'new': go on, then keep_answer. 'replay': the first answer. The lock ends with the
-- transaction, after its rows can be seen, so that a second request either waits for nothing (in_flight) or sees the answer.
CREATE FUNCTION app.claim_key(p_user uuid, p_key text, p_request bytea, OUT claim text, OUT response jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_first idempotency_keys;
BEGIN
  claim := 'new';
  IF p_key IS NULL THEN RETURN; END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended(app.workspace_id()::text || p_user::text || p_key, 0)) THEN
    claim := 'in_flight';
    RETURN;
  END IF;
  SELECT k.* INTO v_first FROM idempotency_keys k WHERE k.workspace_id = app.workspace_id() AND k.user_id = p_user AND k.key = p_key;
  IF NOT FOUND THEN RETURN; END IF;
  IF v_first.request_sha256 = p_request THEN
    claim := 'replay';
    response := v_first.response;
  ELSE
    claim := 'key_reused';
  END IF;
END $$;

CREATE FUNCTION app.keep_answer(p_user uuid, p_key text, p_request bytea, p_now timestamptz, p_response jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_key IS NULL THEN RETURN; END IF;
  INSERT INTO idempotency_keys (workspace_id, user_id, key, request_sha256, response, created_at)
    VALUES (app.workspace_id(), p_user, p_key, p_request, p_response, p_now);
END $$;

-- The first answer to a request about a diagram that may be in the trash by now: 'replay'; 'new' when there was none.
CREATE FUNCTION app.first_answer(p_user uuid, p_diagram uuid, p_key text, p_request bytea) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'editor');
  v_claim record;
BEGIN
  IF v_entered <> 'ok' THEN RETURN app.answered(v_entered); END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  RETURN app.answered(v_claim.claim, NULL, v_claim.response);
END $$;

-- What every change writes beside itself ----------------------------------------------------------------------------

-- The audit entry and the event of a change; d is the diagram after it. The entry keeps the title of that moment, since the
-- diagram may be renamed or purged before somebody reads it.
CREATE FUNCTION app.record(p_user uuid, p_action text, d diagrams, p_details jsonb, p_event text, p_now timestamptz, p_request_id text)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id, request_id, details)
    VALUES (d.workspace_id, p_now, p_user, p_action, 'diagram', d.id::text, p_request_id,
      jsonb_build_object('title', d.title, 'version', d.version) || jsonb_strip_nulls(p_details));
  INSERT INTO outbox (workspace_id, type, payload, actor_id)
    VALUES (d.workspace_id, p_event, jsonb_build_object('diagramId', d.id, 'version', d.version), p_user);
END $$;

-- Forgets autosaves beyond the newest p_kept. Named versions stay; the current version is the newest of its kind.
CREATE FUNCTION app.prune_autosaves(p_diagram uuid, p_kept integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM diagram_versions v
    WHERE v.workspace_id = app.workspace_id() AND v.diagram_id = p_diagram AND v.kind = 'autosave'
      AND v.version <= (SELECT o.version FROM diagram_versions o
        WHERE o.workspace_id = app.workspace_id() AND o.diagram_id = p_diagram AND o.kind = 'autosave'
        ORDER BY o.version DESC OFFSET p_kept LIMIT 1);
END $$;

-- Changes -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.create_diagram(
  p_user uuid, p_workspace uuid, p_project uuid, p_diagram uuid, p_title text,
  p_sha256 bytea, p_size integer, p_codec text, p_encoding text, p_content bytea,
  p_details jsonb, p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_workspace(p_user, p_workspace, 'editor');
  v_claim record;
  v_summary jsonb;
  v_diagram diagrams;
BEGIN
  IF v_entered <> 'ok' THEN RETURN app.answered(v_entered); END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  IF v_claim.claim <> 'new' THEN RETURN app.answered(v_claim.claim, NULL, v_claim.response); END IF;
  IF p_project IS NOT NULL AND NOT EXISTS (SELECT FROM projects p WHERE p.workspace_id = p_workspace AND p.id = p_project) THEN
    RETURN app.answered('project_not_found');
  END IF;
  INSERT INTO diagrams (workspace_id, id, project_id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
    VALUES (p_workspace, p_diagram, p_project, p_title, 1, p_sha256, p_now, p_user, p_now, p_user)
    RETURNING * INTO v_diagram;
  INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, title, created_at, created_by, size_bytes, sha256, codec, encoding, content)
    VALUES (p_workspace, p_diagram, 1, 'autosave', p_title, p_now, p_user, p_size, p_sha256, p_codec, p_encoding, p_content);
  PERFORM app.record(p_user, 'diagram.created', v_diagram, p_details, 'diagram.created', p_now, p_request_id);
  v_summary := app.diagram_summary(v_diagram);
  PERFORM app.keep_answer(p_user, p_key, p_request, p_now, v_summary);
  RETURN app.answered('created', 1, v_summary);
END $$;

-- p_title and p_sha256 .. p_content NULL: as they are. The update carries its own conditions, so that the common case is
-- one row lock; when it finds nothing, the row is locked and looked at to say why. The second round cannot lose.
CREATE FUNCTION app.save_diagram(
  p_user uuid, p_diagram uuid, p_expected integer, p_title text, p_message text,
  p_sha256 bytea, p_size integer, p_codec text, p_encoding text, p_content bytea,
  p_kept integer, p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'editor');
  v_workspace uuid := app.workspace_id();
  v_claim record;
  v_diagram diagrams;
  v_content_changed boolean;
  v_title_before text;
  v_outcome text := 'saved';
  v_event text;
  v_summary jsonb;
BEGIN
  IF v_entered <> 'ok' THEN RETURN app.answered(v_entered); END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  IF v_claim.claim <> 'new' THEN RETURN app.answered(v_claim.claim, NULL, v_claim.response); END IF;
  LOOP
    UPDATE diagrams d
      SET version = d.version + 1, title = coalesce(p_title, d.title), content_sha256 = coalesce(p_sha256, d.content_sha256),
          updated_at = p_now, updated_by = p_user
      WHERE d.workspace_id = v_workspace AND d.id = p_diagram AND d.version = p_expected AND d.deleted_at IS NULL
        AND (p_message IS NOT NULL OR p_title <> d.title OR p_sha256 <> d.content_sha256)
      RETURNING new.workspace_id, new.id, new.project_id, new.title, new.version, new.content_sha256, new.created_at, new.created_by,
        new.updated_at, new.updated_by, new.deleted_at, old.content_sha256 <> new.content_sha256, old.title
      INTO v_diagram.workspace_id, v_diagram.id, v_diagram.project_id, v_diagram.title, v_diagram.version, v_diagram.content_sha256,
        v_diagram.created_at, v_diagram.created_by, v_diagram.updated_at, v_diagram.updated_by, v_diagram.deleted_at, v_content_changed, v_title_before;
    EXIT WHEN FOUND;
    SELECT d.* INTO v_diagram FROM diagrams d WHERE d.workspace_id = v_workspace AND d.id = p_diagram FOR NO KEY UPDATE;
    IF NOT FOUND THEN RETURN app.answered('not_found'); END IF;
    IF v_diagram.deleted_at IS NOT NULL THEN RETURN app.answered('deleted'); END IF;
    IF v_diagram.version <> p_expected THEN RETURN app.answered('conflict', v_diagram.version); END IF;
    v_outcome := 'unchanged';
    EXIT WHEN p_message IS NULL AND coalesce(p_title, v_diagram.title) = v_diagram.title
      AND coalesce(p_sha256, v_diagram.content_sha256) = v_diagram.content_sha256;
    v_outcome := 'saved';
  END LOOP;
  IF v_outcome = 'saved' THEN
    v_event := CASE WHEN v_content_changed OR p_message IS NOT NULL THEN 'diagram.saved' ELSE 'diagram.renamed' END;
    IF v_content_changed THEN
      INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, message, title, created_at, created_by, size_bytes, sha256, codec, encoding, content)
        VALUES (v_workspace, p_diagram, v_diagram.version, CASE WHEN p_message IS NULL THEN 'autosave' ELSE 'named' END, p_message, v_diagram.title,
          p_now, p_user, p_size, p_sha256, p_codec, p_encoding, p_content);
    ELSE
      PERFORM app.copy_version(p_diagram, p_expected, v_diagram.version, p_message, v_diagram.title, NULL, p_user, p_now);
    END IF;
    IF v_diagram.version > p_kept THEN
      PERFORM app.prune_autosaves(p_diagram, p_kept);
    END IF;
    PERFORM app.record(p_user, v_event, v_diagram,
      jsonb_build_object('message', p_message, 'titleBefore', CASE WHEN v_title_before <> v_diagram.title THEN v_title_before END),
      v_event, p_now, p_request_id);
  END IF;
  v_summary := app.diagram_summary(v_diagram);
  PERFORM app.keep_answer(p_user, p_key, p_request, p_now, v_summary);
  RETURN app.answered(v_outcome, v_diagram.version, v_summary);
END $$;

CREATE FUNCTION app.copy_version(p_diagram uuid, p_from integer, p_to integer, p_message text, p_title text, p_restored_from integer, p_user uuid, p_now timestamptz)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, message, title, created_at, created_by, restored_from, size_bytes, sha256, codec, encoding, content)
    SELECT v.workspace_id, v.diagram_id, p_to, CASE WHEN p_message IS NULL THEN 'autosave' ELSE 'named' END, p_message, p_title, p_now, p_user,
      p_restored_from, v.size_bytes, v.sha256, v.codec, v.encoding, v.content
    FROM diagram_versions v WHERE v.workspace_id = app.workspace_id() AND v.diagram_id = p_diagram AND v.version = p_from;
END $$;

-- p_expected NULL: whatever the current version is.
CREATE FUNCTION app.restore_version(
  p_user uuid, p_diagram uuid, p_version integer, p_expected integer,
  p_kept integer, p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'editor');
  v_workspace uuid := app.workspace_id();
  v_claim record;
  v_diagram diagrams;
  v_title text;
  v_sha256 bytea;
  v_outcome text := 'unchanged';
  v_summary jsonb;
BEGIN
  IF v_entered <> 'ok' THEN RETURN app.answered(v_entered); END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  IF v_claim.claim <> 'new' THEN RETURN app.answered(v_claim.claim, NULL, v_claim.response); END IF;
  SELECT d.* INTO v_diagram FROM diagrams d WHERE d.workspace_id = v_workspace AND d.id = p_diagram FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN app.answered('not_found'); END IF;
  IF v_diagram.deleted_at IS NOT NULL THEN RETURN app.answered('deleted'); END IF;
  IF v_diagram.version <> p_expected THEN RETURN app.answered('conflict', v_diagram.version); END IF;
  SELECT v.title, v.sha256 INTO v_title, v_sha256 FROM diagram_versions v
    WHERE v.workspace_id = v_workspace AND v.diagram_id = p_diagram AND v.version = p_version;
  IF NOT FOUND THEN RETURN app.answered('version_not_found', v_diagram.version); END IF;
  IF v_title <> v_diagram.title OR v_sha256 <> v_diagram.content_sha256 THEN
    v_outcome := 'saved';
    UPDATE diagrams d SET version = d.version + 1, title = v_title, content_sha256 = v_sha256, updated_at = p_now, updated_by = p_user
      WHERE d.workspace_id = v_workspace AND d.id = p_diagram RETURNING d.* INTO v_diagram;
    PERFORM app.copy_version(p_diagram, p_version, v_diagram.version, NULL, v_title, p_version, p_user, p_now);
    PERFORM app.prune_autosaves(p_diagram, p_kept);
    PERFORM app.record(p_user, 'diagram.version_restored', v_diagram, jsonb_build_object('restoredFrom', p_version), 'diagram.saved', p_now, p_request_id);
  END IF;
  v_summary := app.diagram_summary(v_diagram);
  PERFORM app.keep_answer(p_user, p_key, p_request, p_now, v_summary);
  RETURN app.answered(v_outcome, v_diagram.version, v_summary);
END $$;

-- Into the trash and back. Doing it twice changes nothing and says the same.
CREATE FUNCTION app.delete_diagram(p_user uuid, p_diagram uuid, p_now timestamptz, p_request_id text) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'editor');
  v_diagram diagrams;
BEGIN
  IF v_entered <> 'ok' THEN RETURN app.answered(v_entered); END IF;
  UPDATE diagrams d SET deleted_at = p_now WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL
    RETURNING d.* INTO v_diagram;
  IF NOT FOUND THEN RETURN app.answered('unchanged'); END IF;
  PERFORM app.record(p_user, 'diagram.deleted', v_diagram, '{}', 'diagram.deleted', p_now, p_request_id);
  RETURN app.answered('trashed', v_diagram.version);
END $$;

CREATE FUNCTION app.restore_diagram(p_user uuid, p_diagram uuid, p_now timestamptz, p_request_id text) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'editor');
  v_diagram diagrams;
BEGIN
  IF v_entered <> 'ok' THEN RETURN app.answered(v_entered); END IF;
  UPDATE diagrams d SET deleted_at = NULL WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NOT NULL
    RETURNING d.* INTO v_diagram;
  IF FOUND THEN
    PERFORM app.record(p_user, 'diagram.restored', v_diagram, '{}', 'diagram.restored', p_now, p_request_id);
    RETURN app.answered('restored', v_diagram.version, app.diagram_summary(v_diagram));
  END IF;
  SELECT d.* INTO v_diagram FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram;
  IF NOT FOUND THEN RETURN app.answered('not_found'); END IF; -- purged in between
  RETURN app.answered('unchanged', v_diagram.version, app.diagram_summary(v_diagram));
END $$;

-- Reads -------------------------------------------------------------------------------------------------------------

-- The current state. p_known: the version the caller holds; its content is not read again. The trash cannot be read.
CREATE FUNCTION app.read_diagram(p_user uuid, p_diagram uuid, p_known integer)
  RETURNS TABLE (outcome text, diagram jsonb, codec text, encoding text, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT app.diagram_summary(d), v.codec, v.encoding, v.content INTO diagram, codec, encoding, content
      FROM diagrams d LEFT JOIN diagram_versions v
        ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = d.version AND d.version IS DISTINCT FROM p_known
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    IF NOT FOUND THEN outcome := 'not_found'; END IF;
  END IF;
  RETURN NEXT;
END $$;

-- The newest picture there is, which may be of an older version; svg NULL when none is drawn yet.
CREATE FUNCTION app.read_thumbnail(p_user uuid, p_diagram uuid)
  RETURNS TABLE (outcome text, version integer, svg text) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT t.version, t.svg INTO version, svg
      FROM diagrams d LEFT JOIN diagram_thumbnails t ON t.workspace_id = d.workspace_id AND t.diagram_id = d.id
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    IF NOT FOUND THEN outcome := 'not_found'; END IF;
  END IF;
  RETURN NEXT;
END $$;

CREATE FUNCTION app.read_version(p_user uuid, p_diagram uuid, p_version integer)
  RETURNS TABLE (outcome text, version jsonb, codec text, encoding text, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT CASE WHEN v.version IS NOT NULL THEN app.version_summary(v) END, v.codec, v.encoding, v.content INTO version, codec, encoding, content
      FROM diagrams d LEFT JOIN diagram_versions v ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = p_version
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    outcome := CASE WHEN NOT FOUND THEN 'not_found' WHEN version IS NULL THEN 'version_not_found' ELSE 'ok' END;
  END IF;
  RETURN NEXT;
END $$;

-- At most p_limit versions older than p_before (NULL: from the newest), newest first.
CREATE FUNCTION app.list_versions(p_user uuid, p_diagram uuid, p_limit integer, p_before integer)
  RETURNS TABLE (outcome text, items jsonb) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  items := '[]';
  IF outcome = 'ok' THEN
    IF NOT EXISTS (SELECT FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL) THEN
      outcome := 'not_found';
    ELSE
      SELECT coalesce(jsonb_agg(app.version_summary(v) ORDER BY v.version DESC), '[]') INTO items FROM (
        SELECT * FROM diagram_versions o
        WHERE o.workspace_id = app.workspace_id() AND o.diagram_id = p_diagram AND (p_before IS NULL OR o.version < p_before)
        ORDER BY o.version DESC LIMIT p_limit) v;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- One page by keyset: at most p_limit diagrams after the place (p_after_key, p_after_id), each with its key: the title in
-- lower case, or microseconds since 1970. p_like: an escaped ILIKE pattern. The statement is put together from fixed pieces,
-- so that each order gets the plan of its own index.
CREATE FUNCTION app.list_diagrams(
  p_user uuid, p_workspace uuid, p_project uuid, p_like text, p_sort text, p_deleted boolean, p_limit integer, p_after_key text, p_after_id uuid
) RETURNS TABLE (outcome text, items jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_by_title boolean := p_sort = 'title' AND NOT p_deleted;
  v_order text := CASE WHEN p_deleted THEN 'd.deleted_at' WHEN v_by_title THEN 'lower(d.title)' WHEN p_sort = 'created' THEN 'd.created_at' ELSE 'd.updated_at' END;
  v_key text := CASE WHEN v_by_title THEN v_order ELSE '(extract(epoch FROM ' || v_order || ') * 1000000)::bigint::text' END;
  v_after text := CASE WHEN v_by_title THEN '> ($4' ELSE '< (timestamptz ''epoch'' + $4::bigint * interval ''1 microsecond''' END;
BEGIN
  outcome := app.enter_workspace(p_user, p_workspace, 'viewer');
  items := '[]';
  IF outcome = 'ok' THEN
    EXECUTE 'SELECT coalesce(jsonb_agg(jsonb_build_object(''key'', key, ''diagram'', app.diagram_summary(d)) ORDER BY place), ''[]'')'
      || ' FROM (SELECT d, ' || v_key || ' AS key, row_number() OVER () AS place FROM diagrams d WHERE d.workspace_id = $1'
      || CASE WHEN p_deleted THEN ' AND d.deleted_at IS NOT NULL' ELSE ' AND d.deleted_at IS NULL' END
      || CASE WHEN p_project IS NOT NULL THEN ' AND d.project_id = $2' ELSE '' END
      || CASE WHEN p_like IS NOT NULL THEN ' AND d.title ILIKE $3' ELSE '' END
      || CASE WHEN p_after_id IS NOT NULL THEN ' AND (' || v_order || ', d.id) ' || v_after || ', $5)' ELSE '' END
      || ' ORDER BY ' || v_order || CASE WHEN v_by_title THEN ', d.id' ELSE ' DESC, d.id DESC' END || ' LIMIT $6) page'
      INTO items USING p_workspace, p_project, p_like, p_after_key, p_after_id, p_limit;
  END IF;
  RETURN NEXT;
END $$;

-- Imports -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION app.import_report(p_import uuid) RETURNS jsonb LANGUAGE sql STABLE
  RETURN (SELECT jsonb_build_object(
      'id', i.id, 'workspaceId', i.workspace_id, 'createdAt', app.instant(i.created_at),
      'status', CASE WHEN count(*) FILTER (WHERE f.status = 'waiting') = 0 THEN 'done' ELSE 'running' END,
      'total', count(f.*), 'imported', count(*) FILTER (WHERE f.status = 'imported'), 'refused', count(*) FILTER (WHERE f.status = 'refused'),
      'files', coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'status', f.status, 'diagramId', f.diagram_id, 'detail', f.detail,
        'line', f.line, 'column', f.column_number) ORDER BY f.position) FILTER (WHERE f.position IS NOT NULL), '[]'))
    FROM imports i LEFT JOIN import_files f ON f.workspace_id = i.workspace_id AND f.import_id = i.id
    WHERE i.workspace_id = app.workspace_id() AND i.id = p_import
    GROUP BY i.workspace_id, i.id);

-- p_names, p_details and p_sizes belong together by position; a file with a detail is refused from the start. p_contents holds
-- the packed files one behind the other, p_sizes how many bytes of it each takes.
CREATE FUNCTION app.start_import(
  p_user uuid, p_workspace uuid, p_project uuid, p_import uuid, p_names text[], p_details text[], p_sizes integer[], p_contents bytea,
  p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS TABLE (outcome text, report jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_claim record;
BEGIN
  outcome := app.enter_workspace(p_user, p_workspace, 'editor');
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  v_claim := app.claim_key(p_user, p_key, p_request);
  IF v_claim.claim <> 'new' THEN
    outcome := v_claim.claim;
    report := v_claim.response;
    RETURN NEXT;
    RETURN;
  END IF;
  IF p_project IS NOT NULL AND NOT EXISTS (SELECT FROM projects p WHERE p.workspace_id = p_workspace AND p.id = p_project) THEN
    outcome := 'project_not_found';
    RETURN NEXT;
    RETURN;
  END IF;
  INSERT INTO imports (workspace_id, id, project_id, created_at, created_by) VALUES (p_workspace, p_import, p_project, p_now, p_user);
  INSERT INTO import_files (workspace_id, import_id, position, name, status, content, detail)
    SELECT p_workspace, p_import, f.position, f.name, CASE WHEN f.detail IS NULL THEN 'waiting' ELSE 'refused' END,
      CASE WHEN f.detail IS NULL THEN substring(p_contents FROM f.start FOR f.size) END, f.detail
    FROM (SELECT u.*, (1 + sum(u.size) OVER (ORDER BY u.position) - u.size)::integer AS start
      FROM unnest(p_names, p_details, p_sizes) WITH ORDINALITY AS u (name, detail, size, position)) f;
  INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id, request_id, details)
    VALUES (p_workspace, p_now, p_user, 'import.requested', 'import', p_import::text, p_request_id, jsonb_build_object('files', cardinality(p_names)));
  INSERT INTO outbox (workspace_id, type, payload, actor_id)
    VALUES (p_workspace, 'import.requested', jsonb_build_object('importId', p_import), p_user);
  report := app.import_report(p_import);
  PERFORM app.keep_answer(p_user, p_key, p_request, p_now, report);
  RETURN NEXT;
END $$;

CREATE FUNCTION app.read_import(p_user uuid, p_import uuid) RETURNS TABLE (outcome text, report jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid;
BEGIN
  SELECT a.workspace_id INTO v_workspace FROM app.access_to_import(p_user, p_import) a;
  outcome := 'not_found';
  IF v_workspace IS NOT NULL THEN
    PERFORM app.enter(v_workspace, p_user);
    report := app.import_report(p_import);
    outcome := 'ok';
  END IF;
  RETURN NEXT;
END $$;

-- The next file of an import that still waits, after a position; no row when none does.
CREATE FUNCTION app.next_import_file(p_workspace uuid, p_import uuid, p_after integer)
  RETURNS TABLE ("position" integer, name text, content bytea, project_id uuid) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT f.position, f.name, f.content, i.project_id
    FROM imports i JOIN import_files f ON f.workspace_id = i.workspace_id AND f.import_id = i.id
    WHERE i.workspace_id = p_workspace AND i.id = p_import AND f.status = 'waiting' AND f.position > p_after
    ORDER BY f.position LIMIT 1;
END $$;

-- Reports what became of a file and lets its bytes go. p_diagram NULL: it was refused.
CREATE FUNCTION app.report_import_file(p_workspace uuid, p_import uuid, p_position integer, p_diagram uuid, p_detail text, p_line integer, p_column integer)
  RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  UPDATE import_files f SET status = CASE WHEN p_diagram IS NULL THEN 'refused' ELSE 'imported' END, content = NULL,
      diagram_id = p_diagram, detail = p_detail, line = p_line, column_number = p_column
    WHERE f.workspace_id = p_workspace AND f.import_id = p_import AND f.position = p_position AND f.status = 'waiting';
END $$;

-- Housekeeping ------------------------------------------------------------------------------------------------------

-- The relay may throw away what has been in the trash for 30 days (TRASH_DAYS), of all tenants, and see nothing else.
CREATE INDEX diagrams_trash_age ON diagrams (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE POLICY relay_purge_sees ON diagrams FOR SELECT TO bpmn_relay USING (deleted_at < now() - interval '30 days');
CREATE POLICY relay_purges ON diagrams FOR DELETE TO bpmn_relay USING (deleted_at < now() - interval '30 days');
CREATE POLICY relay_audits_purge ON audit_entries FOR INSERT TO bpmn_relay WITH CHECK (action = 'diagram.purged' AND actor_id IS NULL);
GRANT SELECT (workspace_id, id, title, deleted_at), DELETE ON diagrams TO bpmn_relay; -- the title is for the audit
GRANT INSERT ON audit_entries TO bpmn_relay;

CREATE FUNCTION app.purge_trash(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_purged integer;
BEGIN
  WITH old AS (
    SELECT d.workspace_id, d.id FROM diagrams d WHERE d.deleted_at < now() - interval '30 days' ORDER BY d.deleted_at LIMIT p_limit
  ), gone AS (
    DELETE FROM diagrams d USING old WHERE d.workspace_id = old.workspace_id AND d.id = old.id RETURNING d.workspace_id, d.id, d.title
  ), written AS (
    INSERT INTO audit_entries (workspace_id, at, action, subject_type, subject_id, details)
      SELECT g.workspace_id, now(), 'diagram.purged', 'diagram', g.id::text, jsonb_build_object('title', g.title) FROM gone g
  )
  SELECT count(*) INTO v_purged FROM gone;
  RETURN v_purged;
END $$;

CREATE FUNCTION app.purge_idempotency_keys(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_purged integer;
BEGIN
  WITH old AS (
    SELECT k.workspace_id, k.user_id, k.key FROM idempotency_keys k WHERE k.created_at < now() - interval '24 hours' ORDER BY k.created_at LIMIT p_limit
  ), gone AS (
    DELETE FROM idempotency_keys k USING old
      WHERE k.workspace_id = old.workspace_id AND k.user_id = old.user_id AND k.key = old.key RETURNING 1
  )
  SELECT count(*) INTO v_purged FROM gone;
  RETURN v_purged;
END $$;

-- Nobody may call these but who needs them.
DO $$
DECLARE
  f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature, p.proname LIKE 'purge%' AS purges FROM pg_proc p
    WHERE p.pronamespace = 'app'::regnamespace
      AND p.proname NOT IN ('workspace_id', 'user_id', 'notify_session_ended', 'access_to_diagram', 'access_to_import')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.signature, CASE WHEN f.purges THEN 'bpmn_relay' ELSE 'bpmn_app' END);
  END LOOP;
END $$;
