import { afterEach, expect, it, jest } from '@jest/globals';
import { readDiagram } from './open-diagram.js';
import { copyTitle, putDiagram } from './server-ports.js';

const ID = '0190a5d0-0000-7000-8000-000000000001';
const OWNER = { userId: 'u', diagramId: ID };
const save = () => putDiagram(OWNER, { type: 'put', key: 'k', ifMatch: 1, body: { bpmnXml: '<a/>' } }, false);
const answer = (body: string) => jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(body, { status: 200 }));
afterEach(() => void jest.restoreAllMocks());

it('takes nothing for a save that does not name a version: a proxy or the page of a network said yes', async () => {
  for (const body of ['', 'null', '{}', '{"error":"sign in"}', '<html>Welcome</html>']) {
    answer(body);
    await expect(save()).rejects.toMatchObject({ status: 502 });
    await expect(readDiagram(OWNER)).rejects.toMatchObject({ status: 502 });
    jest.restoreAllMocks();
  }
});

it('takes the answer of the server', async () => {
  const fetched = answer(JSON.stringify({ version: 7, title: 'T', updatedAt: null, updatedBy: null }));
  expect(await save()).toEqual({ kind: 'saved', version: 7, title: 'T', updatedAt: null, updatedBy: null });
  expect(fetched.mock.calls[0]?.[1]?.headers).toMatchObject({ 'if-match': '"1"', 'idempotency-key': 'k', 'x-user-id': 'u' });
});

it('names a copy within what the server takes, and cuts no letter in two', () => {
  expect(copyTitle('Payment')).toBe('Payment (my copy)');
  expect(copyTitle(`${'a'.repeat(189)}😀`)).toBe(`${'a'.repeat(189)} (my copy)`);
});
