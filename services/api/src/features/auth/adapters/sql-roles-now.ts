import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@bpmn-studio/contracts';
import { AuthDatabase } from '../../../platform/database/index.js';
import { RolesNow, type Present } from '../application/ports.js';

const ROLES = `
  SELECT m.role FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS asked (user_id, workspace_id, session_id, place)
  LEFT JOIN memberships m ON m.user_id = asked.user_id AND m.workspace_id = asked.workspace_id
    AND (asked.session_id IS NULL OR EXISTS (SELECT FROM sessions s WHERE s.id = asked.session_id AND s.user_id = asked.user_id AND s.expires_at > now()))
  ORDER BY asked.place`;

/** Roles and sessions in PostgreSQL: all that are asked for in one statement. */
@Injectable()
export class SqlRolesNow extends RolesNow {
  constructor(@Inject(AuthDatabase) private readonly database: AuthDatabase) {
    super();
  }

  async rolesOf(present: readonly Present[]): Promise<readonly (Role | null)[]> {
    if (present.length === 0) return [];
    const columns = [present.map(({ userId }) => userId), present.map(({ workspaceId }) => workspaceId), present.map(({ sessionId }) => sessionId)];
    return (await this.database.query<{ role: Role | null }>(ROLES, columns)).map(({ role }) => role);
  }
}
