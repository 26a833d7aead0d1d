import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { AppError } from '../../../kernel/app-error.js';
import { workspaceOf } from '../../../kernel/workspace-access.js';
import { AuditTrail } from './ports.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a page of a workspace's trail, newest first; for its owners. */
@Injectable()
export class ListAudit {
  constructor(private readonly trail: AuditTrail) {}

  /** @throws AppError workspace.not_found, auth.forbidden, request.invalid for a cursor that is none of ours */
  async run(
    actor: Actor,
    workspaceId: string,
    query: { readonly limit: number; readonly cursor?: string | undefined; readonly subjectId?: string | undefined },
  ): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const tenant = { workspaceId: workspaceOf(actor, workspaceId, 'audit:read').workspaceId, userId: actor.userId };
    const before = query.cursor === undefined ? undefined : idIn(query.cursor);
    // One more than asked for tells whether there is a next page.
    const entries = await this.trail.read(tenant, { before, subjectId: query.subjectId, count: query.limit + 1 });
    const items = entries.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: entries.length > query.limit && last !== undefined ? cursorOf(last.id) : null };
  }
}

/** Ids of entries are UUIDv7: their order is the order of time. */
function cursorOf(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

function idIn(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!UUID.test(id)) throw new AppError('request.invalid', 'query.cursor: must be a cursor this API handed out', { errors: [{ path: 'query.cursor', message: 'must be a cursor this API handed out' }] });
  return id;
}
