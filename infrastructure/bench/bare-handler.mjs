// What a save costs at least: Fastify and pg, no sign-in, no checks of the document, no idempotency; the same four writes.
// A process of its own, started by save.mjs, which it tells its port.
import Fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.BARE_DATABASE_URL, max: 20 });
await pool.query(`
  CREATE TABLE bare_diagrams (id uuid PRIMARY KEY, title text NOT NULL, version integer NOT NULL, updated_at timestamptz NOT NULL);
  CREATE TABLE bare_versions (diagram_id uuid NOT NULL REFERENCES bare_diagrams, version integer NOT NULL, created_at timestamptz NOT NULL, bpmn_xml text NOT NULL, PRIMARY KEY (diagram_id, version));
  CREATE TABLE bare_audit (id uuid PRIMARY KEY DEFAULT uuidv7(), at timestamptz NOT NULL, action text NOT NULL, subject_id uuid NOT NULL, details jsonb NOT NULL);
  CREATE TABLE bare_outbox (id uuid PRIMARY KEY DEFAULT uuidv7(), type text NOT NULL, payload jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
`);

const app = Fastify({ bodyLimit: 6 * 1024 * 1024 });

app.post('/diagrams', async () => {
  const { rows } = await pool.query("INSERT INTO bare_diagrams VALUES (gen_random_uuid(), 'Bench', 1, now()) RETURNING id");
  return rows[0];
});

app.put('/diagrams/:id', async (request, reply) => {
  const { id } = request.params;
  const expected = Number(request.headers['if-match'].replaceAll('"', ''));
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query({ name: 'update', text: 'UPDATE bare_diagrams SET version = version + 1, updated_at = now() WHERE id = $1 AND version = $2 RETURNING id, title, version, updated_at', values: [id, expected] });
    if (rows.length === 0) {
      await client.query('ROLLBACK');
      return reply.code(409).send({ code: 'version_conflict' });
    }
    const { version } = rows[0];
    await client.query({ name: 'version', text: 'INSERT INTO bare_versions VALUES ($1, $2, now(), $3)', values: [id, version, request.body.bpmnXml] });
    await client.query({ name: 'audit', text: "INSERT INTO bare_audit (at, action, subject_id, details) VALUES (now(), 'diagram.saved', $1, $2)", values: [id, { version }] });
    await client.query({ name: 'outbox', text: "INSERT INTO bare_outbox (type, payload) VALUES ('diagram.saved', $1)", values: [{ diagramId: id, version }] });
    await client.query('COMMIT');
    return rows[0];
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
});

await app.listen({ host: '127.0.0.1', port: 0 });
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
process.on('disconnect', () => process.exit(1)); // the bench is gone
process.channel.unref(); // it alone keeps nobody here
process.send({ port: app.server.address().port });
