import { createHash } from 'node:crypto';
import { Pool } from 'pg';

/** What nobody may have changed but their owner: the neighbour's things by content, who belongs where, who may what. */
const KEPT = {
  "the neighbour's diagrams": 'SELECT id, title, project_id, version, deleted_at IS NULL AS there FROM diagrams WHERE workspace_id = $1 ORDER BY id',
  "the neighbour's versions": 'SELECT diagram_id, version, kind, title, message, sha256 FROM diagram_versions WHERE workspace_id = $1 ORDER BY diagram_id, version',
  "the neighbour's imports": 'SELECT id FROM imports WHERE workspace_id = $1 ORDER BY id',
};
/** Rows there must be none of. */
const NONE = {
  'members of foreign workspaces': 'SELECT 1 FROM memberships m JOIN workspaces w ON w.id = m.workspace_id WHERE w.personal_of IS DISTINCT FROM m.user_id',
  'weaker or missing owners': "SELECT 1 FROM users u LEFT JOIN memberships m ON m.user_id = u.id WHERE m.role IS DISTINCT FROM 'owner'",
  'verified addresses or pictures': 'SELECT 1 FROM users WHERE email_verified OR image IS NOT NULL',
  'diagrams of others in a workspace': 'SELECT 1 FROM diagrams d JOIN workspaces w ON w.id = d.workspace_id WHERE d.created_by <> w.personal_of OR d.updated_by <> w.personal_of',
  'diagrams from before or after their time': "SELECT 1 FROM diagrams WHERE created_at < now() - interval '1 day' OR updated_at > now() + interval '1 minute'",
  'versions that are none': 'SELECT 1 FROM diagrams d WHERE version <> (SELECT max(version) FROM diagram_versions v WHERE v.workspace_id = d.workspace_id AND v.diagram_id = d.id)',
};

/**
 * Looks, as a superuser, whether what no request may change stayed as it was.
 * @param {string} databaseUrl
 * @param {string} workspaceId the neighbour's
 * @returns after(): what was changed, in words; end(): when done
 */
export async function watchUntouched(databaseUrl, workspaceId) {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const look = async () => Object.fromEntries(await Promise.all(Object.entries(KEPT).map(async ([name, sql]) => [name, createHash('sha256').update(JSON.stringify((await pool.query(sql, [workspaceId])).rows)).digest('hex')])));
  const before = await look();
  return {
    pool,
    after: async () => {
      const now = await look();
      const changed = Object.keys(KEPT).filter((name) => now[name] !== before[name]);
      for (const [name, sql] of Object.entries(NONE)) if ((await pool.query(`${sql} LIMIT 1`)).rows.length > 0) changed.push(name);
      return changed;
    },
    end: () => pool.end(),
  };
}
