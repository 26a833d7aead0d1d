-- The foundation: roles, tenant context, tables and row-level security.
--
-- Tenant = workspace. Every table has row-level security, forced. Policies read the tenant from the transaction-local
-- setting app.workspace_id; unset means no rows (fail closed). Group roles carry the grants and own nothing; the login
-- roles are made per database by the migration runner, because roles are shared by a whole cluster:
--   bpmn_app       use cases, one tenant at a time
--   bpmn_auth      better-auth: users, sessions, accounts, and the memberships a session starts with
--   bpmn_relay     moves events from the outbox to the queue and keeps its bookkeeping
--   bpmn_queue     BullMQ's own schema
--   bpmn_resolver  owns the one SECURITY DEFINER function that finds the workspace of a diagram; cannot log in

DO $$
DECLARE
  r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['bpmn_app', 'bpmn_auth', 'bpmn_relay', 'bpmn_queue', 'bpmn_resolver'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database of this cluster made it
    END;
  END LOOP;
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT bpmn_resolver TO %I', current_user); -- to hand functions over to it
  END IF;
END $$;

CREATE SCHEMA app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO bpmn_app, bpmn_auth, bpmn_relay, bpmn_resolver;
GRANT USAGE ON SCHEMA app TO bpmn_app, bpmn_auth, bpmn_relay, bpmn_resolver;

-- Who asks, and for which tenant. Fail closed: NULL when unset, and nothing equals NULL.
CREATE FUNCTION app.workspace_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.workspace_id', true), '')::uuid;
CREATE FUNCTION app.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;

-- Users and sessions (better-auth) ----------------------------------------------------------------------------------

CREATE TABLE users (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  administrator boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- The first account of a fresh install is its administrator. One row can exist: two first sign-ups cannot both win.
CREATE TABLE installation (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  founder_id uuid NOT NULL,
  founded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider_id, account_id)
);
CREATE INDEX accounts_user ON accounts (user_id);

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX verifications_identifier ON verifications (identifier);

-- Workspaces --------------------------------------------------------------------------------------------------------

CREATE TABLE workspaces (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- The workspace a sign-up brings along: one a user, which makes its creation repeatable.
  personal_of uuid UNIQUE REFERENCES users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('viewer', 'editor', 'owner')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE projects (
  workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);

-- Diagrams ----------------------------------------------------------------------------------------------------------
-- Author columns carry no foreign key: history outlives accounts, and a key check would lock the user's row in every save.

CREATE TABLE diagrams (
  workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  id uuid NOT NULL,
  project_id uuid,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  version integer NOT NULL CHECK (version >= 1),
  content_sha256 bytea NOT NULL CHECK (length(content_sha256) = 32),
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX diagrams_id ON diagrams (id) INCLUDE (workspace_id);
CREATE INDEX diagrams_by_update ON diagrams (workspace_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX diagrams_by_title ON diagrams (workspace_id, lower(title), id) WHERE deleted_at IS NULL;
CREATE INDEX diagrams_by_creation ON diagrams (workspace_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX diagrams_in_trash ON diagrams (workspace_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
CREATE INDEX diagrams_by_project ON diagrams (workspace_id, project_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;

CREATE TABLE diagram_versions (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  kind text NOT NULL CHECK (kind IN ('autosave', 'named')),
  message text CHECK (length(message) <= 500),
  title text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  restored_from integer,
  size_bytes integer NOT NULL,
  sha256 bytea NOT NULL CHECK (length(sha256) = 32),
  -- How content is packed; the bytes that come out are the bytes that came in.
  codec text NOT NULL CHECK (codec IN ('zstd')),
  content bytea NOT NULL,
  PRIMARY KEY (workspace_id, diagram_id, version),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE,
  CHECK ((kind = 'named') = (message IS NOT NULL))
);
-- Packed already: PostgreSQL must not try to compress it again.
ALTER TABLE diagram_versions ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX diagram_versions_autosaves ON diagram_versions (workspace_id, diagram_id, version DESC) WHERE kind = 'autosave';

CREATE TABLE diagram_thumbnails (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  version integer NOT NULL,
  svg text NOT NULL,
  PRIMARY KEY (workspace_id, diagram_id),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE diagram_elements (
  workspace_id uuid NOT NULL,
  diagram_id uuid NOT NULL,
  -- A file may hold an id twice; the position keeps both.
  position integer NOT NULL,
  element_id text NOT NULL,
  type text NOT NULL,
  name text,
  documentation text,
  parent_id text,
  version integer NOT NULL,
  PRIMARY KEY (workspace_id, diagram_id, position),
  FOREIGN KEY (workspace_id, diagram_id) REFERENCES diagrams (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE idempotency_keys (
  workspace_id uuid NOT NULL,
  user_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request_sha256 bytea NOT NULL CHECK (length(request_sha256) = 32),
  response jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, user_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE imports (
  workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  id uuid NOT NULL,
  project_id uuid,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX imports_id ON imports (id) INCLUDE (workspace_id);

CREATE TABLE import_files (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'imported', 'refused')),
  -- The bytes as they came, until the file is imported or refused.
  content bytea,
  diagram_id uuid,
  detail text,
  line integer,
  column_number integer,
  PRIMARY KEY (workspace_id, import_id, position),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE
);

-- Audit, outbox, inbox ----------------------------------------------------------------------------------------------
-- No foreign key to the workspace: it would lock the workspace's row in every save.

CREATE TABLE audit_entries (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  at timestamptz NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  request_id text,
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX audit_entries_subject ON audit_entries (workspace_id, subject_id, id DESC);

CREATE TABLE outbox (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  type text NOT NULL,
  payload jsonb NOT NULL,
  actor_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  published_at timestamptz,
  parked_at timestamptz,
  last_error text,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX outbox_id ON outbox (id);
CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE published_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX outbox_parked ON outbox (parked_at) WHERE parked_at IS NOT NULL;

CREATE TABLE inbox (
  workspace_id uuid NOT NULL,
  event_id uuid NOT NULL,
  handler text NOT NULL,
  type text NOT NULL,
  -- Set when the handler's effect is in the database, in the same transaction.
  done_at timestamptz,
  -- Set when the handler gave up.
  parked_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, event_id, handler)
);
CREATE INDEX inbox_event ON inbox (event_id);
CREATE INDEX inbox_parked ON inbox (parked_at) WHERE parked_at IS NOT NULL;
CREATE INDEX inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;

-- Row-level security ------------------------------------------------------------------------------------------------

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['installation', 'users', 'sessions', 'accounts', 'verifications', 'workspaces', 'memberships', 'projects', 'diagrams',
    'diagram_versions', 'diagram_thumbnails', 'diagram_elements', 'idempotency_keys', 'imports', 'import_files',
    'audit_entries', 'outbox', 'inbox'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;

  -- Tenant tables: the app sees and writes the rows of the tenant it is in, and no others.
  FOREACH t IN ARRAY ARRAY['projects', 'diagrams', 'diagram_versions', 'diagram_thumbnails', 'diagram_elements',
    'idempotency_keys', 'imports', 'import_files', 'audit_entries', 'outbox', 'inbox'] LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO bpmn_app USING (workspace_id = (SELECT app.workspace_id())) '
      'WITH CHECK (workspace_id = (SELECT app.workspace_id()))', t);
  END LOOP;

  -- better-auth reads accounts before it knows who asks.
  FOREACH t IN ARRAY ARRAY['installation', 'users', 'sessions', 'accounts', 'verifications', 'workspaces', 'memberships'] LOOP
    EXECUTE format('CREATE POLICY auth ON %I TO bpmn_auth USING (true) WITH CHECK (true)', t);
  END LOOP;

  -- The relay moves events of all tenants and sees nothing else.
  FOREACH t IN ARRAY ARRAY['outbox', 'inbox'] LOOP
    EXECUTE format('CREATE POLICY relay ON %I TO bpmn_relay USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;

CREATE POLICY relay_retention ON idempotency_keys TO bpmn_relay USING (true);
CREATE POLICY own_or_tenant ON memberships FOR SELECT TO bpmn_app
  USING (user_id = (SELECT app.user_id()) OR workspace_id = (SELECT app.workspace_id()));
CREATE POLICY member ON workspaces FOR SELECT TO bpmn_app
  USING (id = (SELECT app.workspace_id()) OR EXISTS (SELECT FROM memberships m WHERE m.workspace_id = workspaces.id AND m.user_id = (SELECT app.user_id())));
CREATE POLICY self_or_colleague ON users FOR SELECT TO bpmn_app
  USING (id = (SELECT app.user_id()) OR EXISTS (SELECT FROM memberships m WHERE m.user_id = users.id AND m.workspace_id = (SELECT app.workspace_id())));
CREATE POLICY resolve ON diagrams FOR SELECT TO bpmn_resolver USING (true);
CREATE POLICY resolve ON imports FOR SELECT TO bpmn_resolver USING (true);
CREATE POLICY resolve ON memberships FOR SELECT TO bpmn_resolver USING (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON users, sessions, accounts, verifications TO bpmn_auth;
GRANT SELECT, INSERT ON installation, workspaces, memberships TO bpmn_auth;
GRANT SELECT (id, name) ON users TO bpmn_app;
GRANT SELECT ON workspaces, memberships TO bpmn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON projects, diagrams, diagram_versions, diagram_thumbnails, diagram_elements,
  idempotency_keys, imports, import_files, inbox TO bpmn_app;
GRANT SELECT, INSERT ON audit_entries, outbox TO bpmn_app; -- append-only
GRANT SELECT, UPDATE, DELETE ON outbox, inbox TO bpmn_relay;
GRANT INSERT ON inbox TO bpmn_relay;
GRANT SELECT, DELETE ON idempotency_keys TO bpmn_relay;
GRANT SELECT (id, workspace_id) ON diagrams, imports TO bpmn_resolver;
GRANT SELECT (workspace_id, user_id, role) ON memberships TO bpmn_resolver;

-- A session that ends anywhere ends everywhere: every API process drops it from its cache. Only a hash leaves the table.
CREATE FUNCTION app.notify_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('session_ended', encode(sha256(convert_to(OLD.token, 'UTF8')), 'hex'));
  RETURN NULL;
END $$;
CREATE TRIGGER sessions_ended AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION app.notify_session_ended();

-- The one way across tenants: which workspace holds a diagram (or import), for a user who is a member of it. No row otherwise, so an
-- unknown id and another tenant's id look the same.
CREATE FUNCTION app.access_to_diagram(p_user uuid, p_diagram uuid) RETURNS TABLE (workspace_id uuid, role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT m.workspace_id, m.role FROM public.diagrams d JOIN public.memberships m ON m.workspace_id = d.workspace_id AND m.user_id = p_user WHERE d.id = p_diagram $$;
CREATE FUNCTION app.access_to_import(p_user uuid, p_import uuid) RETURNS TABLE (workspace_id uuid, role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$ SELECT m.workspace_id, m.role FROM public.imports i JOIN public.memberships m ON m.workspace_id = i.workspace_id AND m.user_id = p_user WHERE i.id = p_import $$;
GRANT CREATE ON SCHEMA app TO bpmn_resolver;
ALTER FUNCTION app.access_to_diagram(uuid, uuid) OWNER TO bpmn_resolver;
ALTER FUNCTION app.access_to_import(uuid, uuid) OWNER TO bpmn_resolver;
REVOKE CREATE ON SCHEMA app FROM bpmn_resolver;
REVOKE ALL ON FUNCTION app.access_to_diagram(uuid, uuid), app.access_to_import(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.access_to_diagram(uuid, uuid), app.access_to_import(uuid, uuid) TO bpmn_app;
