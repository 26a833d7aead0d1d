import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { bpmnXml, safeText, uuid, version, versionInText } from './fields.js';

/** What a change is about, as in services/bpmn, which computes it; a test holds the two together. */
const kind = z.enum(['semantic', 'layout', 'documentation', 'extension', 'colour']);
const id = z.strictObject({ id: uuid });

export const diffSchema = z
  .object({
    from: version,
    to: version,
    related: z.boolean().describe('false: the two documents have no element in common'),
    added: z.int(),
    removed: z.int(),
    changed: z.int(),
    kinds: z.record(kind, z.int()).describe('Elements that have a change of this kind'),
    elements: z
      .array(
        z.object({
          elementId: z.string(),
          type: z.string().describe('Such as bpmn:UserTask'),
          name: z.string().nullable(),
          change: z.enum(['added', 'removed', 'changed']),
          kinds: z.array(kind),
          changes: z.array(
            z.object({
              kind,
              property: z.string().describe('Such as name, bounds or camunda:assignee'),
              from: z.string().nullable().describe('null: it was not set; long texts are cut'),
              to: z.string().nullable(),
            }),
          ),
        }),
      )
      .describe('In the order of the newer document, what was removed last'),
    cut: z.boolean().describe('Whether there are more differences than listed'),
  })
  .meta({ id: 'DiagramDiff' });
export type DiagramDiff = z.infer<typeof diffSchema>;

export const diffVersions = defineEndpoint({
  id: 'diffVersions', tag: 'Versions', summary: 'What changed between two versions, by element', method: 'GET', path: '/api/diagrams/:id/diff',
  permission: 'diagram:read', limit: 'default', params: id,
  query: z.strictObject({
    from: versionInText,
    to: versionInText.optional().describe('Without it: the current version'),
  }),
  status: 200, response: diffSchema, errors: ['diagram.not_found', 'diagram.version_not_found', 'diagram.not_comparable'],
});

const side = z.enum(['mine', 'theirs']);
/** Of the id of a clash, and clashes of a merge: what services/bpmn keeps to. */
const LONGEST_CLASH_ID = 500;
const MOST_CHOICES = 1_000;

export const mergeSchema = z
  .object({
    version: version.describe('The current version, with which it was merged: save the result with this If-Match'),
    bpmnXml: z.string().describe('The merged document; where both changed the same and nothing was chosen, theirs'),
    clashes: z.array(
      z.object({
        id: z.string().max(LONGEST_CLASH_ID).describe('To choose by; the same documents give the same ids'),
        elementId: z.string(),
        type: z.string(),
        name: z.string().nullable(),
        kind: z.enum(['property', 'deleted']),
        property: z.string(),
        base: z.string().nullable(),
        mine: z.string().nullable(),
        theirs: z.string().nullable(),
      }),
    ).describe('What both sides changed differently, chosen or not; empty: it merged alone'),
    unlisted: z.int().describe('How many more clashes there are than can be listed and chosen; of them theirs was taken'),
    mine: z.int().describe('Elements changed by you that are in the result'),
    theirs: z.int().describe('Elements changed by others'),
    related: z.boolean().describe('false: the documents have nothing in common, nothing was merged, and bpmnXml is theirs'),
  })
  .meta({ id: 'DiagramMerge' });
export type DiagramMerge = z.infer<typeof mergeSchema>;

export const mergeDiagram = defineEndpoint({
  id: 'mergeDiagram', tag: 'Versions', summary: 'Merge a document with the current version; saves nothing', method: 'POST', path: '/api/diagrams/:id/merge',
  permission: 'diagram:read', limit: 'save', params: id,
  body: z
    .strictObject({
      bpmnXml: bpmnXml.describe('Your document'),
      baseVersion: version.optional().describe('The version you started from, while it is kept'),
      baseXml: bpmnXml.optional().describe('Instead of baseVersion: the document you started from'),
      choices: z
        .record(safeText(LONGEST_CLASH_ID), side)
        .refine((choices) => Object.keys(choices).length <= MOST_CHOICES, `must not be more than ${MOST_CHOICES}`)
        .meta({ maxProperties: MOST_CHOICES, description: `By the id of a clash; at most ${MOST_CHOICES}` })
        .optional(),
    })
    .refine((body) => (body.baseVersion === undefined) !== (body.baseXml === undefined), 'needs either baseVersion or baseXml')
    .meta({ id: 'MergeDiagram' }),
  status: 200, response: mergeSchema,
  errors: ['diagram.not_found', 'diagram.version_not_found', 'diagram.not_comparable', 'bpmn.invalid', 'bpmn.too_large'],
});
