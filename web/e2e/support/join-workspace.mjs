import pg from 'pg';
import { authSecret } from '../../../infrastructure/local/data-dir.mjs';
import { ownerUrlOf } from '../../../infrastructure/local/postgres/embedded-postgres.mjs';
import { loginUrl } from '../../../services/api/dist/platform/database/login-roles.js';

/**
 * Makes somebody a member of another's personal workspace, which the product has no operation for yet; straight in the database.
 * @param {string} dataDir of the product that runs
 * @param {string} owner e-mail address
 * @param {string} member e-mail address
 * @param {'viewer' | 'editor' | 'owner'} role
 */
export async function joinWorkspace(dataDir, owner, member, role) {
  const client = new pg.Client({ connectionString: loginUrl(ownerUrlOf(dataDir), authSecret(dataDir), 'auth') });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      'INSERT INTO memberships (workspace_id, user_id, role) SELECT w.id, m.id, $3 FROM workspaces w JOIN users o ON o.id = w.personal_of, users m WHERE o.email = $1 AND m.email = $2',
      [owner, member, role],
    );
    if (rowCount !== 1) throw new Error(`${member} did not become a member of the workspace of ${owner}`);
  } finally {
    await client.end();
  }
}
