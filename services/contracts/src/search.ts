import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { cursor, pageOf, safeText, timestamp, uuid, version } from './fields.js';

/** Fewer characters are refused: they would find half of everything. */
export const SHORTEST_SEARCH = 2;
export const LONGEST_SEARCH = 200;

const q = safeText(LONGEST_SEARCH)
  .transform((text) => text.trim())
  .pipe(z.string().min(SHORTEST_SEARCH, `must have at least ${SHORTEST_SEARCH} characters`))
  .describe('Words; each must be found, the last one may be only begun. From 3 characters on, words are also found inside of others. Case and accents do not matter, and no character has a meaning of its own');

export const searchMatchSchema = z
  .object({
    elementId: z.string().nullable().describe('Null for the title'),
    elementType: z.string().nullable().describe('With its prefix, such as bpmn:UserTask'),
    name: z.string().nullable(),
    field: z.enum(['title', 'name', 'documentation']),
    snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })).describe('The text around what was found, in pieces: plain text, never markup'),
  })
  .meta({ id: 'SearchMatch' });
export type SearchMatch = z.infer<typeof searchMatchSchema>;

export const searchResultSchema = z
  .object({
    diagram: z.object({ id: uuid, title: z.string(), projectId: uuid.nullable(), version, updatedAt: timestamp, thumbnailUrl: z.string().nullable() }),
    matches: z.array(searchMatchSchema).describe('At most 5, the best first. A title comes as a whole, a longer text as an excerpt'),
    more: z.boolean().describe('Whether more places of the diagram fit'),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof searchResultSchema>;

export const searchDiagrams = defineEndpoint({
  id: 'searchDiagrams', tag: 'Search', summary: 'Find diagrams by title, and by names and documentation of their elements', method: 'GET', path: '/api/search',
  permission: 'diagram:read', limit: 'default',
  query: z.strictObject({
    q,
    workspaceId: uuid.optional().describe('Without it: your own workspace'),
    projectId: uuid.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
    cursor: cursor.optional(),
  }),
  status: 200,
  response: pageOf(searchResultSchema).extend({ engine: z.enum(['postgresql', 'elasticsearch']).describe('Which engine answered') }).meta({ id: 'SearchPage' }),
  errors: ['workspace.not_found'],
});
