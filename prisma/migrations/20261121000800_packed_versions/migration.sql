-- Older versions are kept as differences to a newer one, and any version can be named (ADR 0019).
--
-- The newest version is whole, as a save writes it. A job packs the older ones anew, each as a zstd frame whose dictionary is
-- the bytes of its base: base_version, a newer version of the same diagram. An empty frame means the very bytes of the base.
-- What a version is when it is unpacked never changes, and sha256 says what that is; so a version may be packed anew at any time
-- as long as its base stays. Bases are only ever taken away under the lock of the diagram's row, by functions that look for
-- what is based on them.
ALTER TABLE diagram_versions ADD COLUMN base_version integer;
-- Of a whole version: the base it was tried with and did not get small enough.
ALTER TABLE diagram_versions ADD COLUMN tried_base integer;
ALTER TABLE diagram_versions ADD CONSTRAINT diagram_versions_base_is_newer CHECK (base_version > version) NOT VALID;
ALTER TABLE diagram_versions VALIDATE CONSTRAINT diagram_versions_base_is_newer;

-- A version of the kind 'base' is forgotten: nobody sees it any more, but another one is still based on it.
ALTER TABLE diagram_versions DROP CONSTRAINT diagram_versions_kind_check;
ALTER TABLE diagram_versions ADD CONSTRAINT diagram_versions_kind_check CHECK (kind IN ('autosave', 'named', 'base')) NOT VALID;
ALTER TABLE diagram_versions VALIDATE CONSTRAINT diagram_versions_kind_check;

-- Every version is written whole and packed anew once, so a twentieth of the table in dead rows is worth a visit.
ALTER TABLE diagram_versions SET (autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_scale_factor = 0.05);

-- Processes of the version before cannot unpack a difference and may still run for a while after this migration. Where there
-- are versions already, none is packed as one for an hour.
DO $$
BEGIN
  EXECUTE format('CREATE FUNCTION app.packing_from() RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::timestamptz',
    CASE WHEN pg_relation_size('diagram_versions') = 0 THEN '-infinity' ELSE now() + interval '1 hour' END);
END $$;

-- Reads -------------------------------------------------------------------------------------------------------------

-- What a version is unpacked from, the whole one first and the version itself last. The bound is far beyond what is ever
-- written; a chain that does not end there does not unpack to the sha256 of the version. LIMIT makes each step one look into the
-- index: without it a step reads through all versions of the diagram.
CREATE FUNCTION app.version_chain(p_diagram uuid, p_version integer) RETURNS bytea[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (WITH RECURSIVE chain AS (
      SELECT v.base_version, v.content, 1 AS step FROM diagram_versions v
        WHERE v.workspace_id = app.workspace_id() AND v.diagram_id = p_diagram AND v.version = p_version
      UNION ALL
      SELECT b.base_version, b.content, c.step + 1 FROM chain c CROSS JOIN LATERAL (
        SELECT o.base_version, o.content FROM diagram_versions o
          WHERE o.workspace_id = app.workspace_id() AND o.diagram_id = p_diagram AND o.version = c.base_version LIMIT 1) b WHERE c.step < 64
    ) SELECT array_agg(content ORDER BY step DESC) FROM chain);
END $$;

-- One version with what it is unpacked from. p_kept: SHA-256 of the content the caller has kept; such content is not read.
CREATE FUNCTION app.read_version_chain(p_user uuid, p_diagram uuid, p_version integer, p_kept bytea)
  RETURNS TABLE (outcome text, version jsonb, encoding text, sha256 bytea, contents bytea[]) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT CASE WHEN v.version IS NOT NULL THEN app.version_summary(v) END, v.encoding, v.sha256,
        CASE WHEN v.version IS NULL OR v.sha256 = p_kept THEN NULL WHEN v.base_version IS NULL THEN ARRAY[v.content] ELSE app.version_chain(p_diagram, p_version) END
      INTO version, encoding, sha256, contents
      FROM diagrams d LEFT JOIN diagram_versions v
        ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = p_version AND v.kind <> 'base'
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    outcome := CASE WHEN NOT FOUND THEN 'not_found' WHEN version IS NULL THEN 'version_not_found' ELSE 'ok' END;
  END IF;
  RETURN NEXT;
END $$;

CREATE OR REPLACE FUNCTION app.read_version_unless_kept(p_user uuid, p_diagram uuid, p_version integer, p_kept bytea)
  RETURNS TABLE (outcome text, version jsonb, codec text, encoding text, sha256 bytea, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'viewer');
  IF outcome = 'ok' THEN
    SELECT CASE WHEN v.version IS NOT NULL THEN app.version_summary(v) END, v.codec, v.encoding, v.sha256, CASE WHEN v.sha256 IS DISTINCT FROM p_kept THEN v.content END
      INTO version, codec, encoding, sha256, content
      FROM diagrams d LEFT JOIN diagram_versions v
        ON v.workspace_id = d.workspace_id AND v.diagram_id = d.id AND v.version = p_version AND v.kind <> 'base'
      WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram AND d.deleted_at IS NULL;
    outcome := CASE WHEN NOT FOUND THEN 'not_found' WHEN version IS NULL THEN 'version_not_found' ELSE 'ok' END;
  END IF;
  RETURN NEXT;
END $$;

CREATE OR REPLACE FUNCTION app.list_versions(p_user uuid, p_diagram uuid, p_limit integer, p_before integer)
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
        WHERE o.workspace_id = app.workspace_id() AND o.diagram_id = p_diagram AND o.kind <> 'base' AND (p_before IS NULL OR o.version < p_before)
        ORDER BY o.version DESC LIMIT p_limit) v;
    END IF;
  END IF;
  RETURN NEXT;
END $$;

-- Changes -----------------------------------------------------------------------------------------------------------

-- Forgets autosaves beyond the newest p_kept, oldest first. One that something is based on stays until that is packed anew;
-- only older versions can be based on it, which are the named ones beyond the last autosaves: few.
CREATE OR REPLACE FUNCTION app.prune_autosaves(p_diagram uuid, p_kept integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_workspace uuid := app.workspace_id();
  v_version integer;
BEGIN
  FOR v_version IN SELECT b.version FROM (
      SELECT o.version FROM diagram_versions o WHERE o.workspace_id = v_workspace AND o.diagram_id = p_diagram AND o.kind = 'autosave'
      ORDER BY o.version DESC OFFSET p_kept) b ORDER BY b.version LOOP
    IF EXISTS (SELECT FROM diagram_versions o WHERE o.workspace_id = v_workspace AND o.diagram_id = p_diagram
        AND o.version < v_version AND o.base_version = v_version) THEN
      UPDATE diagram_versions v SET kind = 'base' WHERE v.workspace_id = v_workspace AND v.diagram_id = p_diagram AND v.version = v_version;
    ELSE
      DELETE FROM diagram_versions v WHERE v.workspace_id = v_workspace AND v.diagram_id = p_diagram AND v.version = v_version;
    END IF;
  END LOOP;
END $$;

-- p_expected NULL: whatever the current version is. p_content: the whole content of the version, packed, for one that is kept
-- as a difference; without it such a restore is answered 'content_needed', and nothing is done.
CREATE FUNCTION app.restore_version_with(
  p_user uuid, p_diagram uuid, p_version integer, p_expected integer,
  p_kept integer, p_now timestamptz, p_request_id text, p_key text, p_request bytea, p_content bytea
) RETURNS app.answer LANGUAGE plpgsql AS $$
DECLARE
  v_entered text := app.enter_diagram(p_user, p_diagram, 'editor');
  v_workspace uuid := app.workspace_id();
  v_claim record;
  v_diagram diagrams;
  v_old diagram_versions;
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
  SELECT v.* INTO v_old FROM diagram_versions v
    WHERE v.workspace_id = v_workspace AND v.diagram_id = p_diagram AND v.version = p_version AND v.kind <> 'base';
  IF NOT FOUND THEN RETURN app.answered('version_not_found', v_diagram.version); END IF;
  IF v_old.title <> v_diagram.title OR v_old.sha256 <> v_diagram.content_sha256 THEN
    IF v_old.base_version IS NOT NULL AND p_content IS NULL THEN RETURN app.answered('content_needed', v_diagram.version); END IF;
    v_outcome := 'saved';
    UPDATE diagrams d SET version = d.version + 1, title = v_old.title, content_sha256 = v_old.sha256, updated_at = p_now, updated_by = p_user
      WHERE d.workspace_id = v_workspace AND d.id = p_diagram RETURNING d.* INTO v_diagram;
    INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, title, created_at, created_by, restored_from, size_bytes, sha256, codec, encoding, content)
      VALUES (v_workspace, p_diagram, v_diagram.version, 'autosave', v_old.title, p_now, p_user, p_version, v_old.size_bytes, v_old.sha256, v_old.codec, v_old.encoding,
        CASE WHEN v_old.base_version IS NULL THEN v_old.content ELSE p_content END);
    PERFORM app.prune_autosaves(p_diagram, p_kept);
    PERFORM app.record(p_user, 'diagram.version_restored', v_diagram, jsonb_build_object('restoredFrom', p_version), 'diagram.saved', p_now, p_request_id);
  END IF;
  v_summary := app.diagram_summary(v_diagram);
  PERFORM app.keep_answer(p_user, p_key, p_request, p_now, v_summary);
  RETURN app.answered(v_outcome, v_diagram.version, v_summary);
END $$;

-- As the version before calls it.
CREATE OR REPLACE FUNCTION app.restore_version(
  p_user uuid, p_diagram uuid, p_version integer, p_expected integer,
  p_kept integer, p_now timestamptz, p_request_id text, p_key text, p_request bytea
) RETURNS app.answer LANGUAGE plpgsql AS $$
BEGIN
  RETURN app.restore_version_with(p_user, p_diagram, p_version, p_expected, p_kept, p_now, p_request_id, p_key, p_request, NULL);
END $$;

-- Names a version, names it anew, or (p_message NULL) takes the name away: then it is an autosave again, which may be one too
-- many. The current version and the content of all stay as they are. The event makes the versions be packed anew.
CREATE FUNCTION app.name_version(p_user uuid, p_diagram uuid, p_version integer, p_message text, p_kept integer, p_now timestamptz, p_request_id text)
  RETURNS TABLE (outcome text, version jsonb) LANGUAGE plpgsql AS $$
DECLARE
  v_diagram diagrams;
  v_version diagram_versions;
  v_message_before text;
BEGIN
  outcome := app.enter_diagram(p_user, p_diagram, 'editor');
  IF outcome <> 'ok' THEN RETURN NEXT; RETURN; END IF;
  SELECT d.* INTO v_diagram FROM diagrams d WHERE d.workspace_id = app.workspace_id() AND d.id = p_diagram FOR NO KEY UPDATE;
  IF NOT FOUND THEN outcome := 'not_found'; RETURN NEXT; RETURN; END IF;
  IF v_diagram.deleted_at IS NOT NULL THEN outcome := 'deleted'; RETURN NEXT; RETURN; END IF;
  SELECT v.* INTO v_version FROM diagram_versions v
    WHERE v.workspace_id = app.workspace_id() AND v.diagram_id = p_diagram AND v.version = p_version AND v.kind <> 'base';
  IF NOT FOUND THEN outcome := 'version_not_found'; RETURN NEXT; RETURN; END IF;
  outcome := 'unchanged';
  IF v_version.message IS DISTINCT FROM p_message THEN
    outcome := 'named';
    v_message_before := v_version.message;
    UPDATE diagram_versions v SET message = p_message, kind = CASE WHEN p_message IS NULL THEN 'autosave' ELSE 'named' END
      WHERE v.workspace_id = app.workspace_id() AND v.diagram_id = p_diagram AND v.version = p_version RETURNING v.* INTO v_version;
    IF p_message IS NULL THEN PERFORM app.prune_autosaves(p_diagram, p_kept); END IF;
    PERFORM app.record(p_user, CASE WHEN p_message IS NULL THEN 'diagram.version_unnamed' ELSE 'diagram.version_named' END, v_diagram,
      jsonb_build_object('namedVersion', p_version, 'message', p_message, 'messageBefore', v_message_before), 'diagram.saved', p_now, p_request_id);
  END IF;
  version := app.version_summary(v_version);
  RETURN NEXT;
END $$;

-- Packing -----------------------------------------------------------------------------------------------------------

-- How the newest 1,000 versions up to one are packed, oldest first, and the hash of all that.
CREATE FUNCTION app.packing_state(p_diagram uuid, p_upto integer) RETURNS TABLE (versions jsonb, state text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'kind', v.kind, 'base', v.base_version, 'tried', v.tried_base,
      'size', v.size_bytes, 'packed', length(v.content)) ORDER BY v.version), '[]') INTO versions
    FROM (SELECT * FROM diagram_versions o WHERE o.workspace_id = app.workspace_id() AND o.diagram_id = p_diagram AND o.version <= p_upto
      ORDER BY o.version DESC LIMIT 1000) v;
  state := md5(versions::text);
  RETURN NEXT;
END $$;

-- What there is to pack while p_version is the current one; no row otherwise, or before packing may begin.
CREATE FUNCTION app.read_packing(p_workspace uuid, p_diagram uuid, p_version integer) RETURNS TABLE (versions jsonb, state text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT s.versions, s.state FROM diagrams d, app.packing_state(p_diagram, p_version) s
    WHERE d.workspace_id = p_workspace AND d.id = p_diagram AND d.version = p_version AND now() >= app.packing_from();
END $$;

CREATE FUNCTION app.read_packed_version(p_workspace uuid, p_diagram uuid, p_version integer)
  RETURNS TABLE (encoding text, sha256 bytea, contents bytea[]) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  RETURN QUERY SELECT v.encoding, v.sha256, app.version_chain(p_diagram, p_version) FROM diagram_versions v
    WHERE v.workspace_id = p_workspace AND v.diagram_id = p_diagram AND v.version = p_version;
END $$;

-- Writes versions as they were packed anew (p_contents NULL: as it was; p_bases NULL: whole), and lets go of forgotten ones that
-- nothing is based on any more. All or nothing, under the lock every change of a diagram takes, and only when the versions up
-- to p_upto are packed as they were when this was thought out: false when not, then it is to be thought out again.
CREATE FUNCTION app.pack_versions(
  p_workspace uuid, p_diagram uuid, p_upto integer, p_state text, p_versions integer[], p_bases integer[], p_tried integer[], p_contents bytea[]
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_current integer;
  v_version integer;
BEGIN
  PERFORM app.enter(p_workspace, NULL);
  SELECT d.version INTO v_current FROM diagrams d WHERE d.workspace_id = p_workspace AND d.id = p_diagram FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN true; END IF; -- purged in between
  IF p_state IS DISTINCT FROM (SELECT s.state FROM app.packing_state(p_diagram, p_upto) s) THEN RETURN false; END IF;
  UPDATE diagram_versions v SET base_version = n.base, tried_base = n.tried, content = coalesce(n.content, v.content)
    FROM unnest(p_versions, p_bases, p_tried, p_contents) AS n (version, base, tried, content)
    WHERE v.workspace_id = p_workspace AND v.diagram_id = p_diagram AND v.version = n.version AND v.version < v_current;
  FOR v_version IN SELECT v.version FROM diagram_versions v
      WHERE v.workspace_id = p_workspace AND v.diagram_id = p_diagram AND v.kind = 'base' AND v.version <= p_upto ORDER BY v.version LOOP
    DELETE FROM diagram_versions v WHERE v.workspace_id = p_workspace AND v.diagram_id = p_diagram AND v.version = v_version
      AND NOT EXISTS (SELECT FROM diagram_versions o WHERE o.workspace_id = p_workspace AND o.diagram_id = p_diagram
        AND o.version < v_version AND o.base_version = v_version);
  END LOOP;
  RETURN true;
END $$;

DO $$
DECLARE
  f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['packing_from', 'version_chain', 'read_version_chain', 'restore_version_with', 'name_version',
    'packing_state', 'read_packing', 'read_packed_version', 'pack_versions'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION app.%I FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION app.%I TO bpmn_app', f);
  END LOOP;
END $$;
