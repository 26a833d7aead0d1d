import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import * as contracts from '@bpmn-studio/contracts';
import { ERRORS, LIMITS, PERMISSIONS, type Endpoint } from '@bpmn-studio/contracts';
import { EndpointRegistry, errorsOf } from '../../src/platform/http/index.js';
import { createTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => app?.close());

const declared = Object.values(contracts as Record<string, unknown>).filter(
  (value): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value && 'permission' in value && 'method' in value,
);

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, { description: string }>; 'x-permission': string; 'x-rate-limit': string }>>;
  readonly components: { schemas: Record<string, unknown> };
}

async function served(): Promise<Document> {
  return (await app.agent().get('/api/openapi.json').expect(200)).body as Document;
}

function operations(document: Document) {
  return Object.values(document.paths).flatMap((path) => Object.values(path));
}

describe('the OpenAPI document', () => {
  it('is what docs/api/openapi.json holds (node services/api/dist/openapi.js writes it)', async () => {
    const file = JSON.parse(await readFile(new URL('../../../../docs/api/openapi.json', import.meta.url), 'utf8')) as unknown;
    expect(await served()).toEqual(file);
  });

  it('is OpenAPI 3.1 and describes every operation of the contract, and no other', async () => {
    const document = await served();
    expect(document.openapi).toBe('3.1.0');
    expect(operations(document).map(({ operationId }) => operationId).sort()).toEqual(declared.map(({ id }) => id).sort());
  });

  it('refers only to schemas it holds', async () => {
    const document = await served();
    const known = new Set(Object.keys(document.components.schemas).map((id) => `#/components/schemas/${id}`));
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '');
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((reference) => !known.has(reference))).toEqual([]);
  });

  it('tells the errors of every operation with their status', async () => {
    const byId = new Map(operations(await served()).map((operation) => [operation.operationId, operation]));
    for (const endpoint of declared) {
      const responses = byId.get(endpoint.id)?.responses ?? {};
      for (const code of errorsOf(endpoint)) expect(responses[ERRORS[code].status]?.description).toContain(`\`${code}\``);
    }
  });

  it('tells of every answer that comes to whoever sends what is not asked for, or asks again', async () => {
    const byId = new Map(operations(await served()).map((operation) => [operation.operationId, operation]));
    for (const { responses } of byId.values()) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '413', '415']));
    const kept = declared.filter(({ method, answers }) => method === 'GET' && answers?.['ETag'] !== undefined).map(({ id }) => id);
    expect([...byId].filter(([, { responses }]) => '304' in responses).map(([id]) => id).sort()).toEqual(kept.sort());
    expect(kept).toContain('getDiagram');
  });

  it('comes with a page that needs no inline script', async () => {
    const { text } = await app.agent().get('/api/docs').expect(200);
    expect([...text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)]).toEqual([]);
    expect(text).not.toMatch(/\son[a-z]+=/);
    await app.agent().get('/api/docs/swagger-ui-init.js').expect(200).expect('Content-Type', /javascript/);
  });
});

describe('every route', () => {
  it('is an endpoint of the contract, with a permission and a limit of the closed lists', () => {
    const routes = app.app.get(EndpointRegistry, { strict: false }).all();
    expect(routes.map(({ id }) => id).sort()).toEqual(declared.map(({ id }) => id).sort());
    for (const { permission, limit } of routes) {
      expect(Object.keys(PERMISSIONS)).toContain(permission);
      expect(LIMITS).toContain(limit);
    }
  });

  it('answers nobody who is not signed in, unless it is public', async () => {
    const guarded = declared.filter(({ permission }) => permission !== 'public');
    expect(guarded.length).toBeGreaterThan(15);
    for (const endpoint of guarded) {
      const path = endpoint.path.replaceAll(/:[A-Za-z]+/g, '00000000-0000-4000-8000-000000000000');
      const { status, body } = await app.agent()[endpoint.method.toLowerCase() as 'get'](path);
      expect({ id: endpoint.id, status, code: body.code }).toEqual({ id: endpoint.id, status: 401, code: 'auth.unauthenticated' });
    }
  });

  it('has an operation id, a path with method, and a tag of its own words', () => {
    expect(new Set(declared.map(({ id }) => id)).size).toBe(declared.length);
    expect(new Set(declared.map(({ method, path }) => `${method} ${path}`)).size).toBe(declared.length);
  });
});
