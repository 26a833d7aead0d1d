import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import { LOGIN_PURPOSES, loginPassword, loginRoleName } from './login-roles.js';

/**
 * Makes the login roles of this database, or gives them the passwords of the present AUTH_SECRET, and lets nobody else
 * connect. Each inherits one group role's grants and cannot become any role.
 * @param client connected as the owner, who needs CREATEROLE
 */
export async function makeLoginRoles(client: pg.Client, authSecret: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = rows[0]!.name;
  const roles = LOGIN_PURPOSES.map((purpose) => ({ name: loginRoleName(database, purpose), group: `bpmn_${purpose}` }));
  const known = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)', [roles.map((role) => role.name)]);
  const knownNames = new Set(known.rows.map((row) => row.rolname));
  const statements = roles.flatMap(({ name, group }) => {
    const role = pg.escapeIdentifier(name);
    const password = pg.escapeLiteral(scramVerifier(loginPassword(authSecret, name), name));
    return [
      `${knownNames.has(name) ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN NOCREATEDB NOCREATEROLE PASSWORD ${password}`,
      ...(knownNames.has(name) ? [] : [`GRANT ${group} TO ${role} WITH INHERIT TRUE, SET FALSE`]),
    ];
  });
  const connect = roles.map((role) => pg.escapeIdentifier(role.name)).join(', ');
  statements.push(`REVOKE ALL ON DATABASE ${pg.escapeIdentifier(database)} FROM PUBLIC`, `GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${connect}`);
  // BullMQ adds its jobs in bulk through temporary tables.
  statements.push(`GRANT TEMPORARY ON DATABASE ${pg.escapeIdentifier(database)} TO ${pg.escapeIdentifier(loginRoleName(database, 'queue'))}`);
  await client.query(statements.join(';\n')); // one implicit transaction
}

/**
 * What PostgreSQL keeps of a password (RFC 5802, RFC 7677), so that the password itself is in no statement and no log.
 * The salt is derived, too: the password has 256 random bits, a salt has nothing to add.
 */
function scramVerifier(password: string, role: string): string {
  const salt = createHash('sha256').update(`bpmn-studio salt ${role}`).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256');
  const stored = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${hmac(salted, 'Server Key').toString('base64')}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
