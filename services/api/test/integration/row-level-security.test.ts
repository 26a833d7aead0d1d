import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { loginRoleName } from '../../src/platform/database/login-roles.js';
import { SHARED_ROWS, TENANT_ROWS } from '../support/row-fixtures.js';
import { createTestDatabase, TEST_AUTH_SECRET, type TestDatabase } from '../support/test-database.js';

const A = { workspace: 'aaaaaaaa-0000-4000-8000-000000000001', user: 'aaaaaaaa-0000-4000-8000-000000000002' };
const B = { workspace: 'bbbbbbbb-0000-4000-8000-000000000001', user: 'bbbbbbbb-0000-4000-8000-000000000002' };
const DENIED = '42501';

let database: TestDatabase;
let app: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  for (const { workspace, user } of [A, B]) {
    for (const sql of [...Object.values(SHARED_ROWS), ...Object.values(TENANT_ROWS)]) await database.look(filled(sql, workspace, user));
  }
  app = new pg.Client({ connectionString: database.urlOf('app') });
  await app.connect();
}, 60_000);
afterAll(async () => {
  await app.end();
  await database.drop();
});

/** Runs a statement as the app, inside a tenant or none, and undoes it: what it answers, or the SQLSTATE it failed with. */
async function asApp(tenant: { workspace: string; user: string } | undefined, sql: string): Promise<pg.QueryResult | string> {
  await app.query('BEGIN');
  try {
    if (tenant !== undefined) await app.query("SELECT set_config('app.workspace_id', $1, true), set_config('app.user_id', $2, true)", [tenant.workspace, tenant.user]);
    return await app.query(sql);
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await app.query('ROLLBACK');
  }
}

async function allTables(): Promise<string[]> {
  const rows = await database.look<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations' ORDER BY 1");
  return rows.map((row) => row.name);
}

describe('every table', () => {
  it('has row-level security, enabled and forced, in every schema of ours', async () => {
    const open = await database.look(`SELECT c.oid::regclass::text AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`);
    expect(open).toEqual([]);
  });

  it('has a row here to try it with: add one to test/support/row-fixtures.ts', async () => {
    expect(await allTables()).toEqual([...Object.keys(TENANT_ROWS), ...Object.keys(SHARED_ROWS)].sort());
  });

  it('carries workspace_id in its primary key and in its foreign keys, when it is a tenant table', async () => {
    const loose = await database.look(`SELECT conrelid::regclass::text AS table, conname FROM pg_constraint k WHERE contype IN ('p', 'u', 'f') AND conrelid::regclass::text = ANY ($1)
      AND NOT (SELECT attnum = ANY (k.conkey) FROM pg_attribute WHERE attrelid = k.conrelid AND attname = 'workspace_id')`, [Object.keys(TENANT_ROWS)]);
    expect(loose).toEqual([]);
  });
});

describe.each(Object.keys(TENANT_ROWS))('%s', (table) => {
  it('shows nothing when no tenant is set', async () => {
    expect(await asApp(undefined, `SELECT FROM ${table}`)).toMatchObject({ rowCount: 0 });
  });

  it('shows the own rows and none of another tenant', async () => {
    expect(await asApp(A, `SELECT FROM ${table}`)).toMatchObject({ rowCount: 1 });
    expect(await asApp(A, `SELECT FROM ${table} WHERE workspace_id = '${B.workspace}'`)).toMatchObject({ rowCount: 0 });
  });

  it('takes no row for another tenant, nor for none', async () => {
    const foreign = filled(TENANT_ROWS[table]!, B.workspace, B.user);
    expect(await asApp(A, foreign)).toBe(DENIED);
    expect(await asApp(undefined, foreign)).toBe(DENIED);
  });

  it('lets nobody change or remove rows of another tenant, or give rows away', async () => {
    expect(await touched(A, `UPDATE ${table} SET workspace_id = workspace_id WHERE workspace_id = '${B.workspace}'`)).toBe(0);
    expect(await touched(A, `DELETE FROM ${table} WHERE workspace_id = '${B.workspace}'`)).toBe(0);
    expect(await touched(undefined, `DELETE FROM ${table}`)).toBe(0);
    expect(await asApp(A, `UPDATE ${table} SET workspace_id = '${B.workspace}' WHERE workspace_id = '${A.workspace}'`)).toBe(DENIED);
  });

  it('cannot be emptied', async () => {
    expect(await asApp(A, `TRUNCATE ${table}`)).toBe(DENIED);
  });
});

describe('tables that are no tenant’s', () => {
  it.each(['sessions', 'accounts', 'verifications', 'installation', 'operations_samples'])('%s is closed to the app', async (table) => {
    expect(await asApp(A, `SELECT FROM ${table}`)).toBe(DENIED);
  });

  it.each(['users', 'workspaces', 'memberships'])('%s shows only what belongs to the tenant, and cannot be changed', async (table) => {
    const id = table === 'memberships' ? 'user_id' : 'id';
    expect(await asApp(undefined, `SELECT ${id} FROM ${table}`)).toMatchObject({ rowCount: 0 });
    expect(await asApp(A, `SELECT ${id} FROM ${table}`)).toMatchObject({ rowCount: 1, rows: [{ [id]: table === 'workspaces' ? A.workspace : A.user }] });
    for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET created_at = now()`, filled(SHARED_ROWS[table]!, A.workspace, A.user)]) expect(await asApp(A, sql)).toBe(DENIED);
  });

  it('keep the e-mail address of a colleague from the app', async () => {
    expect(await asApp(A, 'SELECT email FROM users')).toBe(DENIED);
  });
});

describe.each(['app', 'auth', 'relay', 'queue'] as const)('the login role of %s', (purpose) => {
  it('owns nothing and is nothing special', async () => {
    const role = loginRoleName(database.name, purpose, TEST_AUTH_SECRET);
    const [row] = await database.look(`SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
        (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) + (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) + (SELECT count(*)::int FROM pg_namespace WHERE nspowner = r.oid) AS owned
      FROM pg_roles r WHERE rolname = $1`, [role]);
    expect(row).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false, owned: 0 });
  });

  it('cannot become another role, make a table, or reach another database', async () => {
    const client = new pg.Client({ connectionString: database.urlOf(purpose) });
    await client.connect();
    try {
      const owner = new URL(database.ownerUrl).username;
      for (const role of [owner, 'postgres', 'bpmn_resolver', 'bpmn_app', 'bpmn_auth', 'bpmn_relay', 'bpmn_queue']) await expect(client.query(`SET ROLE ${role}`)).rejects.toMatchObject({ code: DENIED });
      for (const schema of ['public', 'app', 'bullmq']) await expect(client.query(`CREATE TABLE ${schema}.mine ()`)).rejects.toMatchObject({ code: DENIED });
      await expect(client.query('SET row_security = off; SELECT FROM public.diagrams')).rejects.toMatchObject({ code: DENIED });
    } finally {
      await client.end();
    }
    const elsewhere = new URL(database.urlOf(purpose));
    elsewhere.pathname = `/bpmn_template_${process.env['TEST_RUN']}`;
    await expect(new pg.Client({ connectionString: elsewhere.href }).connect()).rejects.toMatchObject({ code: DENIED });
  });
});

describe('SECURITY DEFINER functions', () => {
  it('belong to the role that may only look ids up, fix their search path, and are not for everyone', async () => {
    const loose = await database.look(`SELECT p.oid::regprocedure::text AS function FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname IN ('public', 'app') AND p.prosecdef
        AND (pg_get_userbyid(p.proowner) <> 'bpmn_resolver' OR p.proconfig IS NULL OR NOT p.proconfig::text ~ 'search_path' OR has_function_privilege('public', p.oid, 'EXECUTE'))`);
    expect(loose).toEqual([]);
  });
});

/** The parameters of a fixture, written into it: each serves as uuid here and as text there. */
function filled(sql: string, workspace: string, user: string): string {
  return sql.replaceAll('$1', `'${workspace}'`).replaceAll('$2', `'${user}'`);
}

async function touched(tenant: typeof A | undefined, sql: string): Promise<number> {
  const result = await asApp(tenant, sql);
  return result === DENIED ? 0 : typeof result === 'string' ? -1 : (result.rowCount ?? -1);
}
