import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { idempotencyKey, timestamp, uuid } from './fields.js';
import { elementCountsSchema, importReportSchema } from './import-report.js';

/** Bounds of one import. */
export const IMPORT_LIMITS = { files: 200, fileBytes: 5 * 1024 * 1024, totalBytes: 50 * 1024 * 1024 } as const;

/** What was found in a file, in short: as much as a list shows. */
const foundSchema = z
  .object({
    counts: elementCountsSchema,
    diagrams: z.int(),
    warnings: z.int().describe('What does not hold together'),
    notices: z.int().describe('What is worth a look, such as what is kept but cannot be edited'),
    kept: z.int().describe('Of the notices: kept, but not to be edited'),
    laidOut: z.boolean().describe('The file said nothing of where things are drawn; version 2 of the diagram does'),
  })
  .meta({ id: 'ImportFound' });
export type ImportFound = z.infer<typeof foundSchema>;

export const importFileSchema = z
  .object({
    position: z.int().describe('In the import, from 1'),
    name: z.string().describe('With the archive and folders it came in'),
    status: z.enum(['waiting', 'imported', 'refused']),
    diagramId: uuid.nullable(),
    detail: z.string().nullable().describe('Why a file was refused, and where'),
    line: z.int().nullable(),
    column: z.int().nullable(),
    quote: z.string().nullable().describe('The line a refusal points at, cut'),
    found: foundSchema.nullable().describe('Null while it waits, when it was refused, or when it could not be looked at'),
  })
  .meta({ id: 'ImportFile' });
export type ImportFile = z.infer<typeof importFileSchema>;

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

export const getImportFile = defineEndpoint({
  id: 'getImportFile', tag: 'Imports', summary: 'One file of an import with its whole report', method: 'GET', path: '/api/imports/:id/files/:position',
  permission: 'diagram:read', limit: 'default', params: z.strictObject({ id: uuid, position: z.coerce.number().int().min(1).max(IMPORT_LIMITS.files) }),
  status: 200, response: importFileSchema.extend({ report: importReportSchema.nullable() }).meta({ id: 'ImportFileReport' }), errors: ['import.not_found'],
});
