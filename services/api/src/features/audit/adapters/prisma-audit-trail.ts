import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '@bpmn-studio/contracts';
import type { Tenant } from '../../../kernel/tenant.js';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, type AuditSlice } from '../application/ports.js';

/** The trail in PostgreSQL, through row-level security. */
@Injectable()
export class PrismaAuditTrail extends AuditTrail {
  constructor(private readonly database: Database) {
    super();
  }

  read(tenant: Tenant, { before, subjectId, count }: AuditSlice): Promise<AuditEntry[]> {
    return this.database.inTenant(tenant, async (tx) => {
      const entries = await tx.auditEntry.findMany({
        where: { workspaceId: tenant.workspaceId, ...(before === undefined ? {} : { id: { lt: before } }), ...(subjectId === undefined ? {} : { subjectId }) },
        orderBy: { id: 'desc' },
        take: count,
      });
      const actorIds = [...new Set(entries.flatMap(({ actorId }) => (actorId === null ? [] : [actorId])))];
      // Names of colleagues only; whoever has left is no longer named.
      const users = await tx.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } });
      const byId = new Map(users.map((user) => [user.id, user]));
      return entries.map(({ id, at, actorId, action, subjectType, subjectId, requestId, details }) => ({
        id,
        at: at.toISOString(),
        actor: actorId === null ? null : (byId.get(actorId) ?? { id: actorId, name: 'Former member' }),
        action,
        subjectType,
        subjectId,
        requestId,
        details: details as Record<string, unknown>,
      }));
    });
  }
}
