import { getMe, listDiagrams, restoreVersion, saveDiagram } from '@bpmn-studio/contracts';
import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { call } from './client.js';
import { meQuery } from './me.js';

const ADA = { id: 'ada', name: 'Ada', email: 'ada@example.org', administrator: false };
const fetched = jest.spyOn(globalThis, 'fetch');
afterEach(() => void fetched.mockReset());
const headersOf = async (ask: () => Promise<unknown>, answer: unknown = {}) => {
  fetched.mockResolvedValueOnce(Response.json(answer));
  await ask();
  return fetched.mock.calls.at(-1)?.[1]?.headers as Record<string, string>;
};

it('says of every change for whom it is meant, once that is known', async () => {
  const restore = () => call(restoreVersion, { params: { id: 'x', version: 1 } });
  expect(await headersOf(restore)).not.toHaveProperty('x-user-id');

  await headersOf(() => new QueryClient().fetchQuery(meQuery), { user: ADA, workspaces: [] });
  expect(await headersOf(restore)).toMatchObject({ 'x-user-id': 'ada' });
  expect(await headersOf(() => call(saveDiagram, { params: { id: 'x' }, body: { title: 'New' } }))).toMatchObject({ 'x-user-id': 'ada' });
  expect(await headersOf(() => call(saveDiagram, { params: { id: 'x' }, headers: { 'x-user-id': 'who drew it' }, body: { title: 'New' } }))).toMatchObject({ 'x-user-id': 'who drew it' });
});

it('says nothing of who reads', async () => {
  await headersOf(() => new QueryClient().fetchQuery(meQuery), { user: ADA, workspaces: [] });
  expect(await headersOf(() => call(listDiagrams, { query: {} }))).not.toHaveProperty('x-user-id');
  expect(await headersOf(() => call(getMe, {}))).not.toHaveProperty('x-user-id');
});
