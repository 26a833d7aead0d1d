import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { bpmnXml, cursor, idempotencyKey, ifMatch, ifNoneMatch, limit, meant, pageOf, safeText, timestamp, title, userRef, uuid, version, versionInText } from './fields.js';

/** How many autosaved versions of a diagram are kept; named versions are kept for ever. */
export const AUTOSAVES_KEPT = 10;
/** Days a deleted diagram stays in the trash. */
export const TRASH_DAYS = 30;

const id = z.strictObject({ id: uuid });
const message = safeText(500).transform((text) => text.trim()).pipe(z.string().min(1));

export const diagramSummarySchema = z
  .object({
    id: uuid,
    workspaceId: uuid,
    projectId: uuid.nullable(),
    title: z.string(),
    version,
    createdAt: timestamp,
    updatedAt: timestamp,
    updatedBy: userRef.nullable(),
    deletedAt: timestamp.nullable(),
    thumbnailUrl: z.string().nullable().describe('Address of an SVG picture; null until the worker has drawn one'),
  })
  .meta({ id: 'DiagramSummary' });
export type DiagramSummary = z.infer<typeof diagramSummarySchema>;

export const diagramSchema = diagramSummarySchema.extend({ bpmnXml: z.string() }).meta({ id: 'Diagram' });
export type Diagram = z.infer<typeof diagramSchema>;

export const versionSummarySchema = z
  .object({
    version,
    kind: z.enum(['autosave', 'named']),
    message: z.string().nullable().describe('The name a person gave this version'),
    title: z.string(),
    createdAt: timestamp,
    createdBy: userRef.nullable(),
    sizeBytes: z.int(),
    sha256: z.string().describe('Of the bytes, in hexadecimal'),
    restoredFrom: version.nullable(),
    thumbnailUrl: z.string().describe('Address of an SVG picture of this version, drawn when it is asked for'),
  })
  .meta({ id: 'VersionSummary' });
export type VersionSummary = z.infer<typeof versionSummarySchema>;

const etag = { ETag: 'The version in quotes, such as "7"' };

export const createDiagram = defineEndpoint({
  id: 'createDiagram', tag: 'Diagrams', summary: 'Create a diagram', method: 'POST', path: '/api/diagrams',
  permission: 'diagram:write', limit: 'save',
  headers: z.object({ 'idempotency-key': idempotencyKey.optional(), 'x-user-id': meant.optional() }),
  body: z
    .strictObject({
      title,
      bpmnXml: bpmnXml.optional().describe('Without it: an empty diagram with one start event'),
      projectId: uuid.nullish(),
      workspaceId: uuid.optional().describe('Without it: your own workspace'),
    })
    .meta({ id: 'CreateDiagram' }),
  status: 201, response: diagramSummarySchema, answers: { ...etag, Location: 'Address of the diagram' },
  errors: ['workspace.not_found', 'project.not_found', 'bpmn.invalid', 'bpmn.too_large', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const listDiagrams = defineEndpoint({
  id: 'listDiagrams', tag: 'Diagrams', summary: 'List diagrams as summaries', method: 'GET', path: '/api/diagrams',
  permission: 'diagram:read', limit: 'default',
  headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  query: z.strictObject({
    workspaceId: uuid.optional(),
    projectId: uuid.optional(),
    q: safeText(200).optional().describe('Part of the title'),
    sort: z.enum(['updated', 'title', 'created']).default('updated'),
    limit,
    cursor: cursor.optional(),
    deleted: z.enum(['true', 'false']).default('false').transform((flag) => flag === 'true').describe('true: the trash'),
  }),
  status: 200, response: pageOf(diagramSummarySchema).meta({ id: 'DiagramPage' }), answers: { ETag: 'Changes when the list does' },
  errors: ['workspace.not_found'],
});

export const getDiagram = defineEndpoint({
  id: 'getDiagram', tag: 'Diagrams', summary: 'Read a diagram with its XML', method: 'GET', path: '/api/diagrams/:id',
  permission: 'diagram:read', limit: 'default', params: id,
  headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  status: 200, response: diagramSchema, answers: etag, errors: ['diagram.not_found'],
});

export const getDiagramXml = defineEndpoint({
  id: 'getDiagramXml', tag: 'Diagrams', summary: 'The document, byte for byte as it was sent in', method: 'GET', path: '/api/diagrams/:id/xml',
  permission: 'diagram:read', limit: 'default', params: id,
  headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  status: 200, produces: ['application/bpmn+xml'], answers: { ...etag, 'Content-Disposition': 'A safe file name' }, errors: ['diagram.not_found'],
});

export const getDiagramThumbnail = defineEndpoint({
  id: 'getDiagramThumbnail', tag: 'Diagrams', summary: 'The small picture of a diagram', method: 'GET', path: '/api/diagrams/:id/thumbnail',
  permission: 'diagram:read', limit: 'default', params: id,
  query: z.strictObject({ v: z.coerce.number().int().optional().describe('The version the picture is wanted for; only for caches') }),
  status: 200, produces: ['image/svg+xml'], errors: ['diagram.not_found'],
});

export const saveDiagram = defineEndpoint({
  id: 'saveDiagram', tag: 'Diagrams', summary: 'Save a diagram', method: 'PUT', path: '/api/diagrams/:id',
  permission: 'diagram:write', limit: 'save', params: id,
  headers: z.object({ 'if-match': ifMatch.optional(), 'idempotency-key': idempotencyKey.optional(), 'x-user-id': meant.optional() }),
  body: z
    .strictObject({
      bpmnXml: bpmnXml.optional(),
      title: title.optional(),
      expectedVersion: version.optional().describe('Instead of If-Match'),
      message: message.optional().describe('Names this version, which keeps it for ever'),
    })
    .refine((body) => body.bpmnXml !== undefined || body.title !== undefined || body.message !== undefined, 'needs bpmnXml, title or message')
    .meta({ id: 'SaveDiagram' }),
  status: 200, response: diagramSummarySchema, answers: etag,
  errors: ['request.precondition_required', 'diagram.not_found', 'diagram.deleted', 'diagram.version_conflict', 'bpmn.invalid', 'bpmn.too_large', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const deleteDiagram = defineEndpoint({
  id: 'deleteDiagram', tag: 'Diagrams', summary: 'Move a diagram to the trash', method: 'DELETE', path: '/api/diagrams/:id',
  permission: 'diagram:delete', limit: 'default', params: id, status: 204, errors: ['diagram.not_found'],
});

export const restoreDiagram = defineEndpoint({
  id: 'restoreDiagram', tag: 'Diagrams', summary: 'Take a diagram back from the trash', method: 'POST', path: '/api/diagrams/:id/restore',
  permission: 'diagram:delete', limit: 'default', params: id, status: 200, response: diagramSummarySchema, answers: etag, errors: ['diagram.not_found'],
});

export const duplicateDiagram = defineEndpoint({
  id: 'duplicateDiagram', tag: 'Diagrams', summary: 'Copy a diagram as it stands', method: 'POST', path: '/api/diagrams/:id/duplicate',
  permission: 'diagram:write', limit: 'save', params: id,
  headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
  body: z.strictObject({ title: title.optional() }).default({}),
  status: 201, response: diagramSummarySchema, answers: { ...etag, Location: 'Address of the copy' },
  errors: ['diagram.not_found', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const listVersions = defineEndpoint({
  id: 'listVersions', tag: 'Versions', summary: 'The last autosaves and every named version, newest first', method: 'GET', path: '/api/diagrams/:id/versions',
  permission: 'diagram:read', limit: 'default', params: id,
  query: z.strictObject({ limit, cursor: cursor.optional() }),
  status: 200, response: pageOf(versionSummarySchema).meta({ id: 'VersionPage' }), errors: ['diagram.not_found'],
});

const versionParams = z.strictObject({ id: uuid, version: versionInText });

export const getVersion = defineEndpoint({
  id: 'getVersion', tag: 'Versions', summary: 'Read one version with its XML', method: 'GET', path: '/api/diagrams/:id/versions/:version',
  permission: 'diagram:read', limit: 'default', params: versionParams,
  status: 200, response: versionSummarySchema.extend({ bpmnXml: z.string() }).meta({ id: 'Version' }),
  errors: ['diagram.not_found', 'diagram.version_not_found'],
});

export const nameVersion = defineEndpoint({
  id: 'nameVersion', tag: 'Versions', summary: 'Name a version, which keeps it for ever, or take its name away', method: 'PUT', path: '/api/diagrams/:id/versions/:version',
  permission: 'diagram:write', limit: 'default', params: versionParams,
  headers: z.object({ 'x-user-id': meant.optional() }),
  body: z.strictObject({ message: message.nullable().describe('null: an autosave again, which may be forgotten at once') }).meta({ id: 'NameVersion' }),
  status: 200, response: versionSummarySchema, errors: ['diagram.not_found', 'diagram.deleted', 'diagram.version_not_found'],
});

export const getVersionThumbnail = defineEndpoint({
  id: 'getVersionThumbnail', tag: 'Versions', summary: 'The small picture of a version; a placeholder for one that cannot be drawn', method: 'GET', path: '/api/diagrams/:id/versions/:version/thumbnail',
  permission: 'diagram:read', limit: 'default', params: versionParams,
  headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  status: 200, produces: ['image/svg+xml'], answers: { ETag: 'Of the content of the version' }, errors: ['diagram.not_found', 'diagram.version_not_found'],
});

export const restoreVersion = defineEndpoint({
  id: 'restoreVersion', tag: 'Versions', summary: 'Make an old version the newest; a restore is a new version', method: 'POST', path: '/api/diagrams/:id/versions/:version/restore',
  permission: 'diagram:write', limit: 'save', params: versionParams,
  headers: z.object({ 'if-match': ifMatch.optional(), 'idempotency-key': idempotencyKey.optional() }),
  status: 200, response: diagramSummarySchema, answers: etag,
  errors: ['diagram.not_found', 'diagram.deleted', 'diagram.version_not_found', 'diagram.version_conflict', 'idempotency.key_reused', 'idempotency.in_flight'],
});
