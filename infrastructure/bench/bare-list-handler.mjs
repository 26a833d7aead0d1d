// What a list costs at least: Fastify and pg, no sign-in, no checks, no entity tag; the same page of the same JSON by keyset.
// A process of its own, started by list.mjs, which it tells its port.
import Fastify from 'fastify';
import pg from 'pg';
import { DIAGRAMS } from './list-data.mjs';

const pool = new pg.Pool({ connectionString: process.env.BARE_DATABASE_URL, max: 20 });
await pool.query(`
  CREATE TABLE bare_users (id uuid PRIMARY KEY, name text NOT NULL);
  CREATE TABLE bare_diagrams (
    id uuid PRIMARY KEY, workspace_id uuid NOT NULL, project_id uuid, title text NOT NULL, version integer NOT NULL, created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL, updated_by uuid NOT NULL, deleted_at timestamptz);
  CREATE INDEX ON bare_diagrams (workspace_id, updated_at DESC, id DESC) WHERE deleted_at IS NULL;
  CREATE TABLE bare_thumbnails (diagram_id uuid PRIMARY KEY REFERENCES bare_diagrams, version integer NOT NULL, svg text NOT NULL);
  INSERT INTO bare_users VALUES ('00000000-0000-4000-8000-000000000001', 'Reader');
  INSERT INTO bare_diagrams SELECT gen_random_uuid(), '00000000-0000-4000-8000-0000000000aa', NULL, 'Diagram ' || n, 1,
    now() - n * interval '1 minute', now() - n * interval '1 minute', '00000000-0000-4000-8000-000000000001', NULL FROM generate_series(1, ${DIAGRAMS}) n;
  INSERT INTO bare_thumbnails SELECT id, version, '<svg/>' FROM bare_diagrams;
`);
await pool.query('VACUUM ANALYZE');

const PAGE = `
  SELECT d.*, u.name, t.version AS thumbnail FROM (
    SELECT * FROM bare_diagrams WHERE workspace_id = $1 AND deleted_at IS NULL AND (updated_at, id) < ($2, $3) ORDER BY updated_at DESC, id DESC LIMIT $4) d
  LEFT JOIN bare_users u ON u.id = d.updated_by LEFT JOIN bare_thumbnails t ON t.diagram_id = d.id ORDER BY d.updated_at DESC, d.id DESC`;

const app = Fastify();

app.route({ method: 'GET', url: '/diagrams', handler: ({ query }) => pageOf(query.workspaceId, Number(query.limit)) });

async function pageOf(workspaceId, limit) {
  const { rows } = await pool.query({ name: 'page', text: PAGE, values: [workspaceId, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit + 1] });
  const items = rows.slice(0, limit).map(summaryOf);
  const last = rows[limit - 1];
  return { items, nextCursor: rows.length > limit ? Buffer.from(JSON.stringify([last.updated_at, last.id])).toString('base64url') : null };
}

function summaryOf(row) {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    projectId: row.project_id,
    title: row.title,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: { id: row.updated_by, name: row.name },
    deletedAt: row.deleted_at,
    thumbnailUrl: `/api/diagrams/${row.id}/thumbnail?v=${row.thumbnail}`,
  };
}

await app.listen({ host: '127.0.0.1', port: 0 });
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
process.on('disconnect', () => process.exit(1)); // the bench is gone
process.channel.unref(); // it alone keeps nobody here
process.send({ port: app.server.address().port });
