import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@bpmn-studio/contracts';
import { Config } from '../../../platform/config/index.js';
import { AuthDatabase } from '../../../platform/database/index.js';
import { Standings, type Standing } from '../application/ports.js';

interface Row {
  readonly administrator: boolean;
  readonly email: string;
  readonly email_verified: boolean;
  readonly workspace_id: string | null;
  readonly name: string;
  readonly role: Role;
  readonly personal: boolean;
}

/** More workspaces than this are not carried along with a session. */
const MEMBERSHIPS = 500;

const STANDING = `
  SELECT u.administrator, u.email, u.email_verified, w.id AS workspace_id, w.name, m.role, coalesce(w.personal_of = u.id, false) AS personal
  FROM users u
  LEFT JOIN memberships m ON m.user_id = u.id
  LEFT JOIN workspaces w ON w.id = m.workspace_id
  WHERE u.id = $1
  ORDER BY coalesce(w.personal_of = u.id, false) DESC, w.name, w.id
  LIMIT ${MEMBERSHIPS}`;

/**
 * One statement, so all of it or nothing, and repeatable: the unique personal_of and the one row of installation decide who
 * was first. A workspace that is there already gets its owner back, should the membership be missing.
 */
const SETTLE = `
  WITH made AS (
    INSERT INTO workspaces (id, name, personal_of) VALUES ($2, $3, $1) ON CONFLICT (personal_of) DO NOTHING RETURNING id
  ), own AS (
    SELECT id FROM made UNION SELECT id FROM workspaces WHERE personal_of = $1
  ), joined AS (
    INSERT INTO memberships (workspace_id, user_id, role) SELECT id, $1, 'owner' FROM own ON CONFLICT DO NOTHING
  ), founded AS (
    INSERT INTO installation (founder_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING founder_id
  )
  UPDATE users SET administrator = true WHERE id IN (SELECT founder_id FROM founded)`;

/** Standings in PostgreSQL. */
@Injectable()
export class SqlStandings extends Standings {
  constructor(
    @Inject(AuthDatabase) private readonly database: AuthDatabase,
    @Inject(Config) private readonly config: Config,
  ) {
    super();
  }

  async standingOf(userId: string): Promise<Standing> {
    const rows = await this.database.query<Row>(STANDING, [userId]);
    return {
      administrator: rows.some((row) => row.administrator || (row.email_verified && this.config.adminEmails.includes(row.email))),
      memberships: rows.flatMap(({ workspace_id: workspaceId, name, role, personal }) => (workspaceId === null ? [] : [{ workspaceId, name, role, personal }])),
    };
  }

  async settle(userId: string, workspace: { readonly id: string; readonly name: string }): Promise<void> {
    await this.database.query(SETTLE, [userId, workspace.id, workspace.name]);
  }

  async findAccount(email: string): Promise<string | null> {
    const rows = await this.database.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email.toLowerCase()]);
    return rows[0]?.id ?? null;
  }
}
