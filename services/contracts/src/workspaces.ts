import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { cursor, limit, pageOf, safeText, timestamp, userRef, uuid } from './fields.js';
import { ROLES } from './permissions.js';

export const workspaceSchema = z.object({ id: uuid, name: z.string(), role: z.enum(ROLES), personal: z.boolean() }).meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof workspaceSchema>;

export const meSchema = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string(), administrator: z.boolean() }),
    workspaces: z.array(workspaceSchema),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meSchema>;

export const getMe = defineEndpoint({
  id: 'getMe', tag: 'Workspaces', summary: 'Who is signed in, and their workspaces', method: 'GET', path: '/api/me',
  permission: 'signed-in', limit: 'default', status: 200, response: meSchema,
});

export const memberSchema = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) }).meta({ id: 'Member' });
export type Member = z.infer<typeof memberSchema>;

export const listMembers = defineEndpoint({
  id: 'listMembers', tag: 'Workspaces', summary: 'Members of a workspace by name, such as those a comment may mention', method: 'GET', path: '/api/workspaces/:workspaceId/members',
  permission: 'workspace:read', limit: 'default', params: z.strictObject({ workspaceId: uuid }),
  query: z.strictObject({ q: safeText(100).optional().describe('How a word of the name begins'), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  status: 200, response: z.object({ items: z.array(memberSchema) }).meta({ id: 'MemberList' }), errors: ['workspace.not_found'],
});

export const auditEntrySchema = z
  .object({
    id: uuid,
    at: timestamp,
    actor: userRef.nullable(),
    action: z.string().describe('Past tense, such as diagram.saved'),
    subjectType: z.string(),
    subjectId: z.string(),
    requestId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const listAudit = defineEndpoint({
  id: 'listAudit', tag: 'Audit', summary: 'What was done in a workspace, newest first', method: 'GET', path: '/api/workspaces/:workspaceId/audit',
  permission: 'audit:read', limit: 'default', params: z.strictObject({ workspaceId: uuid }),
  query: z.strictObject({ limit, cursor: cursor.optional(), subjectId: safeText(100).optional() }),
  status: 200, response: pageOf(auditEntrySchema).meta({ id: 'AuditPage' }), errors: ['workspace.not_found'],
});
