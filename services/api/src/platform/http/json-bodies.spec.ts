import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import fc from 'fast-check';
import { AppError } from '../../kernel/app-error.js';
import { JsonBodies } from './json-bodies.js';

/** White space makes the same JSON large enough for a thread. */
const FAR = ' '.repeat(300 * 1024);
const bodies = new JsonBodies();
afterAll(() => bodies.onApplicationShutdown());

async function read(body: string | Buffer): Promise<unknown> {
  const bytes = Buffer.from(body as string);
  const request = Object.assign(Readable.from([bytes]), { headers: { 'content-type': 'application/json', 'content-length': String(bytes.length) } });
  const response = Object.assign(new EventEmitter(), { setHeader: () => undefined });
  try {
    return { value: await bodies.read(request as unknown as Request, response as unknown as Response) };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message };
    throw error;
  }
}

describe('JSON bodies', () => {
  it.each([
    ['a document', '{"bpmnXml":"<a b=\\"c\\">\\n</a>","title":"\\u00e4\\ud83d\\ude00"}', undefined],
    ['a member that is named as objects inherit one', '{"__proto__":{"a":1},"constructor":1}', undefined],
    ['half a character', '{"title":"\\ud800"}', undefined],
    ['no JSON', '{"title":', 'The body is not JSON.'],
    ['a name twice', '{"title":"a","title":"b"}', 'An object of the body has two members of one name.'],
    ['a name twice, written in two ways, in an item', '[{"title":"a:","\\u0074itle":"\\\\"}]', 'An object of the body has two members of one name.'],
    ['seventeen levels', `${'['.repeat(17)}[]${']'.repeat(17)}`, 'The body is nested deeper than 16 levels.'],
    ['sixteen levels', `${'['.repeat(15)}[]${']'.repeat(15)}`, undefined],
    ['1,011 items', JSON.stringify(Array(1_011).fill(0)), 'The body has more than 1010 members.'],
    ['1,010 items', JSON.stringify(Array(1_010).fill(0)), undefined],
  ])('%s is read alike here and on a thread', async (_what, json, refusal) => {
    const expected = refusal === undefined ? { value: JSON.parse(json) as unknown } : { code: 'request.malformed', message: expect.stringContaining(refusal) };
    expect(await read(json)).toEqual(expected);
    expect(await read(FAR + json)).toEqual(expected);
  });

  it('are read alike here and on a thread, whatever they are', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.json({ maxDepth: 18 }), fc.string({ unit: 'binary' })), async (json) => {
        expect(await read(FAR + json)).toEqual(await read(` ${json}`));
      }),
      { numRuns: 50 },
    ));

  it('that are not UTF-8 are refused alike', async () => {
    const bytes = Buffer.from('{"title":"\xff\xfe"}', 'latin1');
    const [near, far] = [await read(bytes), await read(Buffer.concat([Buffer.from(FAR), bytes]))];
    expect(near).toMatchObject({ code: 'request.malformed' });
    expect(far).toEqual(near);
  });

  it('of the worst kind are refused, and do not end the process', async () => {
    expect(await read(`[${'{},'.repeat(2_000_000)}{}]`)).toMatchObject({ code: 'request.malformed' });
  });
});
