import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Jest globalSetup: one PostgreSQL for the run, fast and forgetful. It ends, and its directory goes, when this process
 * does, however that happens. TEST_POSTGRES_URL (a superuser's) uses a server of yours instead.
 */
export default async function startTestCluster(): Promise<void> {
  process.env['TEST_RUN'] = randomBytes(4).toString('hex');
  if (process.env['TEST_POSTGRES_URL'] !== undefined) return;
  const { startEmbeddedPostgres } = await import('../../../../infrastructure/local/postgres/embedded-postgres.mjs');
  const server = await startEmbeddedPostgres({ dataDir: mkdtempSync(join(tmpdir(), 'bpmn-studio-test-')), durable: false });
  process.env['TEST_POSTGRES_URL'] = server.adminUrl;
}
