import pg from 'pg';

/** Diagrams of the workspace that is listed. */
export const DIAGRAMS = 10_000;

/**
 * Fills a workspace with diagrams and their pictures, and lets readers in.
 * @param {string} url a superuser's, of the product's database
 */
export async function fillWorkspace(url, workspaceId, userIds) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO diagrams (workspace_id, id, title, version, content_sha256, created_at, created_by, updated_at, updated_by)
     SELECT $1, gen_random_uuid(), 'Diagram ' || n, 1, sha256('bench'), now() - n * interval '1 minute', $2, now() - n * interval '1 minute', $2 FROM generate_series(1, ${DIAGRAMS}) n`,
    [workspaceId, userIds[0]],
  );
  await client.query("INSERT INTO diagram_thumbnails (workspace_id, diagram_id, version, svg) SELECT workspace_id, id, version, '<svg/>' FROM diagrams WHERE workspace_id = $1", [workspaceId]);
  await client.query("INSERT INTO memberships (workspace_id, user_id, role) SELECT $1, id, 'viewer' FROM unnest($2::uuid[]) id ON CONFLICT DO NOTHING", [workspaceId, userIds]);
  await client.query('VACUUM ANALYZE');
  await client.end();
}
