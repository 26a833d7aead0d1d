import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { uuid, version } from './fields.js';

/** What an import can remark upon: the closed list of services/bpmn (REMARKS), which a test holds this one to. */
export const REMARK_CODES = [
  'unresolved_reference', 'flow_without_end', 'duplicate_id', 'invalid_id', 'missing_id', 'nothing_modelled', 'unreadable_model', 'unknown_element', 'unknown_attribute',
  'unread_text', 'prefixed_reference', 'choreography', 'conversation', 'no_layout', 'no_shape', 'shape_without_element', 'shape_without_bounds', 'edge_without_waypoints',
  'layout_added', 'layout_incomplete', 'non_ascii_id', 'other_encoding', 'wrong_encoding', 'byte_order_mark',
] as const;

export const importRemarkSchema = z
  .object({
    code: z.enum(REMARK_CODES),
    severity: z.enum(['info', 'notice', 'warning']),
    topic: z.enum(['broken', 'kept', 'drawing', 'repaired', 'reading']).describe('broken: does not hold together; kept: kept, but not to be edited; repaired: mended by us'),
    message: z.string().describe('A plain sentence'),
    element: z.object({ id: z.string().nullable(), type: z.string(), name: z.string().nullable() }).nullable(),
    line: z.int().optional().describe('From 1, in the file as it came'),
    column: z.int().optional(),
  })
  .meta({ id: 'ImportRemark' });
export type ImportRemark = z.infer<typeof importRemarkSchema>;

export const elementCountsSchema = z
  .object({
    processes: z.int(), pools: z.int(), lanes: z.int(), tasks: z.int(), subProcesses: z.int(), callActivities: z.int(), events: z.int(), gateways: z.int(),
    sequenceFlows: z.int(), messageFlows: z.int(), data: z.int(), annotations: z.int(), groups: z.int(), choreographyTasks: z.int(), conversations: z.int(),
  })
  .meta({ id: 'ElementCounts' });
export type ElementCounts = z.infer<typeof elementCountsSchema>;

export const importReportSchema = z
  .object({
    tool: z.object({ name: z.string().nullable(), version: z.string().nullable() }).describe('The program that wrote the file, as it names itself'),
    elements: z.int().describe('Of the XML'),
    counts: elementCountsSchema,
    diagrams: z.array(z.object({ id: z.string().nullable(), name: z.string().nullable(), shapes: z.int(), edges: z.int() })).describe('The first 50'),
    diagramsTotal: z.int(),
    extensions: z
      .array(z.object({ vendor: z.string().nullable(), uri: z.string(), elements: z.int(), attributes: z.int() }))
      .describe('Content of namespaces that are not of BPMN; kept as it is. At most 30'),
    remarks: z.array(importRemarkSchema).describe('The first 40 of each code, at most 200'),
    totals: z.array(z.object({ code: z.enum(REMARK_CODES), count: z.int() })).describe('How often each code applies, all counted'),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof importReportSchema>;

export const getDiagramReport = defineEndpoint({
  id: 'getDiagramReport', tag: 'Diagrams', summary: 'What the document holds, and what there is to say about it', method: 'GET', path: '/api/diagrams/:id/report',
  permission: 'diagram:read', limit: 'default', params: z.strictObject({ id: uuid }),
  status: 200, response: z.object({ version, report: importReportSchema }).meta({ id: 'DiagramReport' }),
  errors: ['diagram.not_found', 'diagram.not_renderable'],
});
