import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { type CompareHere, differencesQuery } from './differences.js';

const FOUND = { related: true, added: 1, removed: 0, changed: 0, kinds: {}, elements: [], cut: false } as unknown as Awaited<ReturnType<CompareHere>>;
const client = new QueryClient();
const asked = (here: CompareHere) => client.fetchQuery({ ...differencesQuery('d', 3, 4, here), retry: false });
const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' } });

/** A server that says of the comparison what it is told to, and has both versions. */
function serve(code: string): void {
  globalThis.fetch = async (url) => {
    const version = /versions\/(\d+)/.exec(String(url))?.[1];
    return version ? answer(200, { bpmnXml: `document ${version}` }) : answer(422, { type: '', title: 'No', status: 422, detail: 'It took too long.', code, requestId: 'r' });
  };
}

describe('what the server takes too long to compare', () => {
  const { fetch } = globalThis;
  beforeEach(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
  afterEach(() => {
    globalThis.fetch = fetch;
    client.clear();
    jest.restoreAllMocks();
  });

  it('is compared here', async () => {
    serve('diagram.not_comparable');
    const here = jest.fn<CompareHere>().mockResolvedValue(FOUND);
    expect(await asked(here)).toEqual({ from: 3, to: 4, ...FOUND });
    expect(here).toHaveBeenCalledWith('document 3', 'document 4');
  });

  it('and here as well: says what the server said', async () => {
    serve('diagram.not_comparable');
    await expect(asked(() => Promise.reject(new Error('no answer within 60000 ms')))).rejects.toMatchObject({ problem: { detail: 'It took too long.' } });
  });

  it('is nothing else', async () => {
    serve('diagram.version_not_found');
    const here = jest.fn<CompareHere>().mockResolvedValue(FOUND);
    await expect(asked(here)).rejects.toMatchObject({ problem: { code: 'diagram.version_not_found' } });
    expect(here).not.toHaveBeenCalled();
  });
});
