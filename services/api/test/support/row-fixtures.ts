/**
 * One row of every tenant table, as SQL in which $1 stands for the workspace's id and $2 for a user's id (written in, not bound), in an order that keeps the
 * foreign keys. The row-level security test demands an entry for every table there is.
 */
export const TENANT_ROWS: Readonly<Record<string, string>> = {
  projects: `INSERT INTO projects (workspace_id, id, name) VALUES ($1, md5('project' || $1)::uuid, 'Project' || $2)`,
  diagrams: `INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
    VALUES ($1, md5('diagram' || $1)::uuid, 'Diagram', 1, sha256('x'), now(), $2, now(), $2)`,
  diagram_versions: `INSERT INTO diagram_versions (workspace_id, diagram_id, version, kind, title, created_at, created_by, size_bytes, sha256, codec, content)
    VALUES ($1, md5('diagram' || $1)::uuid, 1, 'autosave', 'Diagram', now(), $2, 1, sha256('x'), 'zstd', 'x')`,
  diagram_thumbnails: `INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) VALUES ($1, md5('diagram' || $1)::uuid, 1, $2)`,
  diagram_elements: `INSERT INTO diagram_elements (workspace_id, diagram_id, position, element_id, type, version) VALUES ($1, md5('diagram' || $1)::uuid, 0, $2, 'bpmn:Task', 1)`,
  live_tickets: `INSERT INTO live_tickets (workspace_id, hash, diagram_id, user_id, can_write, expires_at) VALUES ($1, sha256('ticket'), md5('diagram' || $1)::uuid, $2, true, now())`,
  live_documents: `INSERT INTO live_documents (workspace_id, diagram_id, sequence, snapshot_sequence, snapshot, base_version, base_content, authors, changed_at)
    VALUES ($1, md5('diagram' || $1)::uuid, 1, 0, 'x', 1, 'x', ARRAY[$2]::uuid[], now())`,
  live_updates: `INSERT INTO live_updates (workspace_id, diagram_id, sequence, bytes) VALUES ($1, md5('diagram' || $1)::uuid, 1, 'x')`,
  // Its diagram brings it along.
  diagram_titles: `INSERT INTO diagram_titles (workspace_id, diagram_id, title) VALUES ($1, md5('diagram' || $1)::uuid, 'Diagram') ON CONFLICT DO NOTHING`,
  search_diagrams: `INSERT INTO search_diagrams (workspace_id, diagram_id, version, words) VALUES ($1, md5('diagram' || $1)::uuid, 1, ' diagram ')`,
  search_elements: `INSERT INTO search_elements (workspace_id, diagram_id, element_id, nth, type, name_words, words) VALUES ($1, md5('diagram' || $1)::uuid, 'e', 0, 'bpmn:Task', ' x ', ' x ')`,
  comment_threads: `INSERT INTO comment_threads (workspace_id, id, diagram_id, plane_id, x, y, created_at, created_by, last_at, last_position)
    VALUES ($1, md5('thread' || $1)::uuid, md5('diagram' || $1)::uuid, 'Process_1', 0, 0, now(), $2, now(), 1)`,
  comments: `INSERT INTO comments (workspace_id, thread_id, position, id, author_id, body, mentions, created_at)
    VALUES ($1, md5('thread' || $1)::uuid, 1, md5('comment' || $1)::uuid, $2, 'x', '{}', now())`,
  comment_marks: `INSERT INTO comment_marks (workspace_id, thread_id, user_id) VALUES ($1, md5('thread' || $1)::uuid, $2)`,
  notifications: `INSERT INTO notifications (workspace_id, user_id, kind, thread_id, event_id) VALUES ($1, $2, 'resolved', md5('thread' || $1)::uuid, md5('event' || $1)::uuid)`,
  idempotency_keys: `INSERT INTO idempotency_keys (workspace_id, user_id, key, request_sha256, response, created_at) VALUES ($1, $2, 'key', sha256('x'), '{}', now())`,
  imports: `INSERT INTO imports (workspace_id, id, created_at, created_by) VALUES ($1, md5('import' || $1)::uuid, now(), $2)`,
  import_files: `INSERT INTO import_files (workspace_id, import_id, position, name, status) VALUES ($1, md5('import' || $1)::uuid, 0, $2, 'waiting')`,
  audit_entries: `INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id) VALUES ($1, now(), $2, 'diagram.created', 'diagram', 'x')`,
  outbox: `INSERT INTO outbox (workspace_id, type, payload, actor_id) VALUES ($1, 'diagram.created', '{}', $2)`,
  inbox: `INSERT INTO inbox (workspace_id, event_id, handler, type) VALUES ($1, $2, 'handler', 'diagram.created')`,
};

/** Tables that are not a tenant's: better-auth's, and who belongs to which workspace. */
export const SHARED_ROWS: Readonly<Record<string, string>> = {
  users: `INSERT INTO users (id, name, email) VALUES ($2, 'Name', $2 || '@example.org')`,
  workspaces: `INSERT INTO workspaces (id, name, personal_of) VALUES ($1, 'Workspace', $2)`,
  memberships: `INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, 'owner')`,
  installation: `INSERT INTO installation (founder_id) SELECT $2 WHERE $1 IS NOT NULL ON CONFLICT DO NOTHING`,
  sessions: `INSERT INTO sessions (id, user_id, token, expires_at) VALUES ($1, $2, 'token' || $2, now())`,
  accounts: `INSERT INTO accounts (id, user_id, account_id, provider_id, password) VALUES ($1, $2, $2, 'credential', 'hash')`,
  operations_samples: `INSERT INTO operations_samples (seconds, at, process_id, format, host, pid, roles, version, started_at, since, until, stopped, sample)
    VALUES (60, now(), $1, 1, $2, 1, '{api}', '1', now(), now(), now(), false, '{}')`,
  verifications: `INSERT INTO verifications (id, identifier, value, expires_at) VALUES ($1, $2, 'value', now())`,
  rate_limit_windows: `INSERT INTO rate_limit_windows (key, hits, ends_at) VALUES ('save:user:' || $2, 1, now())`,
  outbox_sweep: `INSERT INTO outbox_sweep (published_at, event_id) SELECT now(), $2::uuid WHERE $1 IS NOT NULL ON CONFLICT DO NOTHING`,
  search_sweep: `INSERT INTO search_sweep (history, found_before) SELECT 1, '1'::xid8 WHERE $1 IS NOT NULL AND $2 IS NOT NULL ON CONFLICT DO NOTHING`,
};
