import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { uuid, versionInText } from './fields.js';

export const EXPORT_FORMATS = ['bpmn', 'svg', 'png', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** Paper of a PDF; `fit` is a page as large as the drawing. */
export const EXPORT_PAGES = ['fit', 'a4', 'a3', 'letter'] as const;
export const EXPORT_ORIENTATIONS = ['auto', 'portrait', 'landscape'] as const;
/** Bounds of an export of many diagrams; what is beyond them is named in its errors.txt. */
export const EXPORT_LIMITS = { diagrams: 2_000, bytes: 1024 * 1024 * 1024 } as const;

const flag = z.enum(['true', 'false']).default('false').transform((word) => word === 'true');
const drawing = {
  scale: z.coerce.number().min(1).max(4).default(2).describe('png: pixels for each of the drawing; less where the picture would have more than 24 million, as Export-Scale says'),
  page: z.enum(EXPORT_PAGES).default('a4').describe('pdf: a drawing that would be too small to read gets a larger page of the same series'),
  orientation: z.enum(EXPORT_ORIENTATIONS).default('auto').describe('pdf'),
  appendix: flag.describe('pdf: true lists the elements behind the drawings'),
};

export const exportDiagram = defineEndpoint({
  id: 'exportDiagram', tag: 'Exports', summary: 'Export as a file', method: 'GET', path: '/api/diagrams/:id/export',
  permission: 'diagram:read', limit: 'default', params: z.strictObject({ id: uuid }),
  query: z.strictObject({
    format: z.enum(EXPORT_FORMATS).default('bpmn'),
    version: versionInText.optional().describe('Without it: the current version'),
    diagram: z.coerce.number().int().min(0).max(10_000).optional().describe('Which diagram of the file, from 0. Without it: all in a PDF, else the first that has something to draw'),
    ...drawing,
  }),
  status: 200, produces: ['application/bpmn+xml', 'image/svg+xml', 'image/png', 'application/pdf'],
  answers: { ETag: 'Of the file: the version in quotes for bpmn and svg, such as "7"', 'Content-Disposition': 'A safe file name', 'Export-Scale': 'png: the scale it has' },
  errors: ['diagram.not_found', 'diagram.version_not_found', 'diagram.not_renderable'],
});

export const exportDiagrams = defineEndpoint({
  id: 'exportDiagrams', tag: 'Exports', summary: 'Export all diagrams of a workspace or project as one .zip, with a manifest.json', method: 'GET', path: '/api/exports',
  permission: 'diagram:read', limit: 'default',
  query: z.strictObject({
    workspaceId: uuid.optional().describe('Without it: your own workspace'),
    projectId: uuid.optional().describe('Only the diagrams of this project'),
    format: z.enum(EXPORT_FORMATS).default('bpmn'),
    ...drawing,
  }),
  status: 200, produces: ['application/zip'], answers: { 'Content-Disposition': 'A safe file name' },
  errors: ['workspace.not_found', 'project.not_found', 'auth.forbidden'],
});
