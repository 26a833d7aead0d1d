import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import { generationOf, LOGIN_PURPOSES, loginPassword, loginRoleName, parseLoginRole } from './login-roles.js';

/**
 * Makes the login roles of this AUTH_SECRET, and lets nobody else connect. Each inherits one group role's grants and
 * cannot become any role. Those of other secrets go, except of the one before and of those by which somebody is connected.
 * @param client connected as the owner, who needs CREATEROLE
 * @param previous AUTH_SECRET_PREVIOUS
 */
export async function makeLoginRoles(client: pg.Client, authSecret: string, previous?: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = rows[0]!.name;
  const roles = LOGIN_PURPOSES.map((purpose) => ({ name: loginRoleName(database, purpose, authSecret), group: `bpmn_${purpose}` }));
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
  statements.push(`GRANT TEMPORARY ON DATABASE ${pg.escapeIdentifier(database)} TO ${pg.escapeIdentifier(loginRoleName(database, 'queue', authSecret))}`);
  // Its commits need not wait for the disk. A crash takes the end of the log and nothing in the middle of it: where an event is kept
  // as handed on, its job is kept, and a job whose end is lost is delivered again, to an inbox that knows whether its effect is.
  statements.push(`ALTER ROLE ${pg.escapeIdentifier(loginRoleName(database, 'queue', authSecret))} SET synchronous_commit = off`);
  await client.query(statements.join(';\n')); // one implicit transaction
  await dropFormerRoles(client, database, new Set([authSecret, previous ?? authSecret].map(generationOf)));
}

async function dropFormerRoles(client: pg.Client, database: string, kept: ReadonlySet<string>): Promise<void> {
  const { rows } = await client.query<{ name: string; used: boolean }>(OUR_LOGINS, [database.slice(0, 50)]);
  const logins = rows.flatMap(({ name, used }) => {
    const login = parseLoginRole(database, name);
    // The group roles have no secret, whatever the database is called.
    return login === undefined || name === `bpmn_${login.purpose}` ? [] : [{ name, used, generation: login.generation }];
  });
  // A process has connections by some of its four roles only.
  const used = new Set(logins.filter((login) => login.used).map((login) => login.generation));
  for (const { name } of logins.filter(({ generation }) => !kept.has(generation) && !used.has(generation))) {
    const role = pg.escapeIdentifier(name);
    await client.query(`ALTER ROLE ${role} NOLOGIN; REVOKE ALL ON DATABASE ${pg.escapeIdentifier(database)} FROM ${role}`);
    try {
      await client.query(`DROP ROLE ${role}`);
    } catch (error) {
      // Somebody gave it rights elsewhere (dependent objects); nobody can log in by it any more, and that was the point.
      if ((error as { code?: string }).code !== '2BP01') throw error;
    }
  }
}

/** Logins that the owner made, or any superuser may drop. */
const OUR_LOGINS = `
  SELECT r.rolname AS name, EXISTS (SELECT FROM pg_stat_activity a WHERE a.usename = r.rolname) AS used
  FROM pg_roles r
  WHERE r.rolcanlogin AND starts_with(r.rolname, $1) AND (
    EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = r.oid AND m.member = current_user::regrole AND m.admin_option)
    OR (SELECT me.rolsuper FROM pg_roles me WHERE me.rolname = current_user))`;

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
