import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { idempotencyKey, timestamp, uuid } from './fields.js';

/** Bounds of one import. */
export const IMPORT_LIMITS = { files: 200, fileBytes: 5 * 1024 * 1024, totalBytes: 50 * 1024 * 1024 } as const;

export const importFileSchema = z
  .object({
    name: z.string(),
    status: z.enum(['waiting', 'imported', 'refused']),
    diagramId: uuid.nullable(),
    detail: z.string().nullable().describe('Why a file was refused, and where'),
    line: z.int().nullable(),
    column: z.int().nullable(),
  })
  .meta({ id: 'ImportFile' });

export const importSchema = z
  .object({
    id: uuid,
    workspaceId: uuid,
    status: z.enum(['running', 'done']),
    total: z.int(),
    imported: z.int(),
    refused: z.int(),
    createdAt: timestamp,
    files: z.array(importFileSchema),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof importSchema>;

export const startImport = defineEndpoint({
  id: 'startImport', tag: 'Imports', summary: 'Import many files (.bpmn, .xml or .zip) as one job', method: 'POST', path: '/api/imports',
  permission: 'diagram:write', limit: 'save', consumes: 'multipart/form-data',
  headers: z.object({ 'idempotency-key': idempotencyKey.optional() }),
  query: z.strictObject({ workspaceId: uuid.optional(), projectId: uuid.optional() }),
  status: 202, response: importSchema, answers: { Location: 'Address of the job' },
  errors: ['workspace.not_found', 'project.not_found', 'import.rejected', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const getImport = defineEndpoint({
  id: 'getImport', tag: 'Imports', summary: 'Progress and report of an import', method: 'GET', path: '/api/imports/:id',
  permission: 'diagram:read', limit: 'default', params: z.strictObject({ id: uuid }),
  status: 200, response: importSchema, errors: ['import.not_found'],
});
