import { ERRORS, PERMISSIONS, problemSchema, roleNeededFor, type Endpoint, type ErrorCode } from '@bpmn-studio/contracts';
import { DocumentBuilder, type OpenAPIObject } from '@nestjs/swagger';
import type { z } from 'zod';
import { JsonSchemas, type JsonSchema } from './json-schemas.js';

const SESSION = 'session';

/** The OpenAPI 3.1 document of a set of endpoints, in a stable order. */
export function createOpenApiDocument(endpoints: readonly Endpoint[], version: string): OpenAPIObject {
  const schemas = new JsonSchemas();
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('BPMN Studio')
    .setDescription('Diagrams, their versions and everything around them. Errors are problem documents (RFC 9457) with a code from one closed list.')
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addApiKey({ type: 'apiKey', in: 'cookie', name: 'bpmn-studio.session_token', description: 'Set by signing in. Unsafe methods need an Origin header of the same site along with it.' }, SESSION)
    .build();
  const paths: Record<string, JsonSchema> = {};
  const problem = schemas.output(problemSchema);
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint, schemas, problem) };
  }
  const components = { ...base.components, schemas: schemas.all() };
  return { ...base, tags: tagsOf(endpoints), paths: sorted(paths), components } as unknown as OpenAPIObject;
}

/** Every error an endpoint can answer: its own, and those its declaration brings along. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  return [
    // Also where nothing is taken: a query, a body or headers may come all the same, and are looked at.
    'request.invalid',
    'request.malformed',
    'request.too_large',
    'request.unsupported_media_type',
    ...(endpoint.method === 'GET' ? [] : (['request.cross_origin'] as const)),
    ...(endpoint.permission === 'public' ? [] : (['auth.unauthenticated'] as const)),
    ...(endpoint.permission === 'admin:operate' || roleNeededFor(endpoint.permission) !== undefined ? (['auth.forbidden'] as const) : []),
    ...(endpoint.errors ?? []),
    ...(endpoint.limit === 'none' ? [] : (['request.rate_limited'] as const)),
    'server.internal',
    ...(endpoint.errors?.includes('server.unavailable') ? [] : (['server.unavailable'] as const)),
  ];
}

function operationOf(endpoint: Endpoint, schemas: JsonSchemas, problem: JsonSchema): JsonSchema {
  const parameters = [...parametersOf(endpoint.params, 'path', schemas), ...parametersOf(endpoint.query, 'query', schemas), ...parametersOf(endpoint.headers, 'header', schemas)];
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: `Needs: ${PERMISSIONS[endpoint.permission]}. Rate limit: ${endpoint.limit}.`,
    ...(parameters.length > 0 && { parameters }),
    ...requestBodyOf(endpoint, schemas),
    responses: { [endpoint.status]: successOf(endpoint, schemas), ...notModifiedOf(endpoint), ...failuresOf(endpoint, problem) },
    ...(endpoint.permission !== 'public' && { security: [{ [SESSION]: [] }] }),
    'x-permission': endpoint.permission,
    'x-rate-limit': endpoint.limit,
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header', schemas: JsonSchemas): JsonSchema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemas.input(schema) as { properties?: Record<string, JsonSchema>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name: place === 'header' ? headerName(name) : name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

function requestBodyOf(endpoint: Endpoint, schemas: JsonSchemas): JsonSchema {
  if (endpoint.consumes !== undefined) {
    const files = { type: 'object', properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } }, required: ['files'] };
    return { requestBody: { required: true, content: { [endpoint.consumes]: { schema: files } } } };
  }
  if (endpoint.body === undefined) return {};
  return { requestBody: { required: !endpoint.body.safeParse(undefined).success, content: { 'application/json': { schema: schemas.input(endpoint.body) } } } };
}

function successOf(endpoint: Endpoint, schemas: JsonSchemas): JsonSchema {
  const headers = Object.entries(endpoint.answers ?? {}).map(([name, description]) => [name, { description, schema: { type: 'string' } }] as const);
  const binary = { schema: { type: 'string' } };
  const content = endpoint.response !== undefined ? { 'application/json': { schema: schemas.output(endpoint.response) } } : Object.fromEntries((endpoint.produces ?? []).map((type) => [type, binary]));
  return { description: endpoint.summary, ...(headers.length > 0 && { headers: Object.fromEntries(headers) }), ...(Object.keys(content).length > 0 && { content }) };
}

/** What has an entity tag may be asked about again (RFC 9110 13.1.2). */
function notModifiedOf({ method, answers }: Endpoint): Record<string, JsonSchema> {
  return method === 'GET' && answers?.['ETag'] !== undefined ? { 304: { description: 'Not modified: the copy with the entity tag of If-None-Match is still good' } } : {};
}

/** One response a status, which tells the codes that come with it. */
function failuresOf(endpoint: Endpoint, problem: JsonSchema): Record<string, JsonSchema> {
  const byStatus = Object.groupBy(errorsOf(endpoint), (code) => String(ERRORS[code].status));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => [
      status,
      { description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('\n\n'), content: { 'application/problem+json': { schema: problem } } },
    ]),
  );
}

function tagsOf(endpoints: readonly Endpoint[]): { name: string }[] {
  return [...new Set(endpoints.map(({ tag }) => tag))].sort().map((name) => ({ name }));
}

function headerName(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

function sorted(paths: Record<string, JsonSchema>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
}
