import { PostgresConnection } from 'bullmq';
import { QUEUE_NAMES, QUEUE_SCHEMA } from './queue-names.js';

/** Serialises replicas that start together; beside BullMQ's own migration lock, which is released earlier. */
const LOCK = 72707370;

/**
 * Brings BullMQ's schema up to date as the owner of the database and lets the group role bpmn_queue work in it:
 * grants, row-level security on every table, and the sequence of every queue (BullMQ would otherwise create it with
 * the first job, for which the role has no right). Repeatable and safe on many replicas at once.
 *
 * @param ownerUrl connection URL of the role that migrates
 * @param queueNames the queues to prepare
 * @throws the database's error; nothing of this step is kept then
 */
export async function prepareQueueSchema(ownerUrl: string, queueNames: readonly string[] = QUEUE_NAMES): Promise<void> {
  const connection = new PostgresConnection({ connectionString: ownerUrl, schema: QUEUE_SCHEMA, migrate: true, max: 1 });
  // An idle connection that drops is replaced by the pool; what matters is thrown by the statements below.
  connection.on('error', () => undefined);
  try {
    await connection.waitUntilReady();
    const client = await connection.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      await client.query(GRANTS);
      await client.query(ROW_LEVEL_SECURITY);
      await client.query(WARM_SEQUENCES, [queueNames]);
      await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO bpmn_queue`);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  } finally {
    await connection.close();
  }
}

// CREATE on the schema is withheld on purpose: the role owns nothing. TEMPORARY on the database comes with its login.
const GRANTS = `
REVOKE ALL ON SCHEMA ${QUEUE_SCHEMA} FROM PUBLIC;
GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO bpmn_queue;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO bpmn_queue;
REVOKE INSERT, UPDATE, DELETE ON ${QUEUE_SCHEMA}.migration FROM bpmn_queue`;

// Forced security binds the owner too, and an owner that is no superuser would read an empty migration ledger: hence
// its own policy. Tables that are done already are left alone, ALTER TABLE locks out a running replica.
const ROW_LEVEL_SECURITY = `
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT c.oid, c.relname, pg_get_userbyid(c.relowner) AS owner
    FROM pg_class c
    WHERE c.relnamespace = '${QUEUE_SCHEMA}'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity
        AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'queue'))
  LOOP
    EXECUTE format('ALTER TABLE ${QUEUE_SCHEMA}.%I ENABLE ROW LEVEL SECURITY', t.relname);
    EXECUTE format('ALTER TABLE ${QUEUE_SCHEMA}.%I FORCE ROW LEVEL SECURITY', t.relname);
    EXECUTE format('DROP POLICY IF EXISTS queue ON ${QUEUE_SCHEMA}.%I', t.relname);
    EXECUTE format('DROP POLICY IF EXISTS migrations ON ${QUEUE_SCHEMA}.%I', t.relname);
    EXECUTE format('CREATE POLICY queue ON ${QUEUE_SCHEMA}.%I TO bpmn_queue USING (true) WITH CHECK (true)', t.relname);
    EXECUTE format('CREATE POLICY migrations ON ${QUEUE_SCHEMA}.%I TO %I USING (true) WITH CHECK (true)', t.relname, t.owner);
  END LOOP;
END $$`;

const WARM_SEQUENCES = `
SELECT ${QUEUE_SCHEMA}.next_job_id(name) FROM unnest($1::text[]) AS name
WHERE to_regclass('${QUEUE_SCHEMA}.' || ${QUEUE_SCHEMA}.job_id_seq_name(name)) IS NULL`;
