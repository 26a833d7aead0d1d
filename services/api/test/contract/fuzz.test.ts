import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupsBeside } from '../../../../infrastructure/fuzz/api/addresses.mjs';
import { ApiDocument, type Operation } from '../../../../infrastructure/fuzz/api/document.mjs';
import { fuzzGroup } from '../../../../infrastructure/fuzz/api/fuzz-group.mjs';
import { newNeighbour, newPerson, World, type Neighbour } from '../../../../infrastructure/fuzz/api/world.mjs';
import { createTestApp, type TestApp } from '../support/test-app.js';

/** As many as take seconds; `npm run fuzz -- api` sends thousands, of another seed each time. */
const CASES = 40;
const SEED = 20261122;

let app: TestApp;
let document: ApiDocument;
let neighbour: Neighbour;
beforeAll(async () => {
  app = await createTestApp({ env: { ROLES: 'api,worker' } });
  document = new ApiDocument((await app.agent().get('/api/openapi.json')).body);
  neighbour = await newNeighbour(app.origin);
}, 60_000);
afterAll(async () => app?.close());

async function fuzzed(operations: readonly Operation[]) {
  const world = await new World(await newPerson(app.origin, 'Ann'), neighbour).furnish();
  return fuzzGroup({ document, operations, world, cases: CASES, seed: SEED });
}

describe('the API', () => {
  it.each(['Diagrams', 'Versions', 'Imports', 'Search', 'Sign-in', 'Workspaces', 'Comments', 'Notifications'])('keeps to its document under all sorts of requests: %s', async (group) => {
    const { faults, cases, statuses } = await fuzzed(document.groups.get(group) ?? []);
    expect(faults).toEqual([]);
    expect(cases).toBe(CASES);
    expect(statuses['200']).toBeGreaterThan(0);
    expect(statuses['400']).toBeGreaterThan(0);
  }, 120_000);

  it('answers as every error is answered at addresses that are none', async () => {
    const { faults } = await fuzzed(groupsBeside().get('Sign-in, other addresses') ?? []);
    expect(faults).toEqual([]);
  }, 120_000);
});

describe('the fuzzer', () => {
  it('finds an answer the document does not tell of, and one that does not fit, and makes them small', async () => {
    const told = structuredClone(document.document) as { paths: Record<string, { get: { responses: Record<string, unknown> } }>; components: { schemas: Record<string, { properties: Record<string, unknown> }> } };
    delete told.paths['/api/me']?.get.responses['400'];
    Object.assign(told.components.schemas['Me']?.properties ?? {}, { user: { type: 'string' } });
    const changed = new ApiDocument(told);
    const world = await new World(await newPerson(app.origin, 'Bob'), neighbour).furnish();
    const { faults } = await fuzzGroup({ document: changed, operations: changed.groups.get('Workspaces') ?? [], world, cases: CASES, seed: SEED });
    expect(faults.map(({ fault }) => fault).sort()).toEqual(['getMe: schema: /user must be string', 'getMe: status 400 is not documented']);
    expect(faults.every(({ case: { damages }, command }) => damages.length <= 1 && command.length > 0)).toBe(true);
  }, 120_000);
});
