import { describe, expect, it } from '@jest/globals';
import { applyUpdate, Doc, encodeStateAsUpdate, Map as YMap, mergeUpdates } from 'yjs';
import { checkUpdate } from './check-update.js';
import { recordMap, seedDocument } from './document.js';

const SEED = encodeStateAsUpdate(seedDocument(new Map([['#definitions', { $type: 'bpmn:Definitions' }], ['P', { $type: 'bpmn:Process', $parent: '#definitions', $prop: 'rootElements', z: 'a0' }]]), 1));

function opened(client: number, state = SEED): Doc {
  const doc = new Doc();
  doc.clientID = client;
  recordMap(doc);
  applyUpdate(doc, state);
  return doc;
}
const process = (doc: Doc) => recordMap(doc).get('P') as YMap<unknown>;
/** Number of a struct, behind which its bytes stand. */
const number = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...number(Math.floor(value / 128))]);
const { client, clock } = (process(opened(2))._item!).id;

/** One value of the process' name for each, set upon nothing, as no client of the library does. */
function heads(clients: readonly number[], each: number): Uint8Array {
  const value = [0b101000, 0, ...number(client), ...number(clock), 4, ...Buffer.from('name'), 1, 119, 1, 120];
  return Uint8Array.from([...number(clients.length), ...clients.flatMap((one) => [...number(each), ...number(one), 0, ...Array.from({ length: each }, () => value).flat()]), 0]);
}
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

describe('the history of an entry', () => {
  it.each([
    ['twenty thousand values of one client upon nothing', heads([7], 20_000), 'structure'],
    ['two values of one client upon nothing', heads([7], 2), 'structure'],
    ['a value each of a thousand clients', heads(range(100, 1_000), 1), 'too_large'],
    ['many values of many clients', heads(range(100, 60), 500), 'structure'],
  ])('is refused: %s', (_what, update, fault) => {
    expect(checkUpdate(opened(2), update)).toMatchObject({ ok: false, fault });
  });

  it('does not turn back: a client sets a value upon its last one, or a later one', () => {
    const [honest, stage] = [opened(5), opened(2)];
    process(honest).set('name', 'first');
    expect(checkUpdate(stage, encodeStateAsUpdate(honest))).toMatchObject({ ok: true });
    const twin = opened(9);
    process(twin).set('name', 'second');
    expect(checkUpdate(stage, encodeStateAsUpdate(twin))).toMatchObject({ ok: true });
    // The library of the same client, which has forgotten what it set, but counts on.
    const item = process(twin)._map.get('name')!;
    const turned = Uint8Array.from([1, 1, ...number(9), ...number(item.id.clock + 1), ...[...heads([7], 1)].slice(4)]);
    expect(checkUpdate(stage, turned)).toMatchObject({ ok: false, fault: 'structure' });
  });

  it('has no values in front of others', () => {
    const update = Uint8Array.from([1, 1, 7, 0, 0b1001000, ...number(client), ...number(clock), 1, 119, 1, 120, 0]);
    expect(checkUpdate(opened(2), update)).toMatchObject({ ok: false, detail: expect.stringContaining('in front of') });
  });

  it('is as long as people make it, also of tabs that were offline beside each other', () => {
    const [a, b, stage] = [opened(5), opened(9), opened(2)];
    for (let n = 0; n < 1_000; n++) {
      process(a).set('name', `a${n}`);
      process(b).set('name', `b${n}`);
      if (n % 100 === 0) for (const [from, to] of [[a, b], [b, a]] as const) applyUpdate(to, encodeStateAsUpdate(from));
    }
    expect(checkUpdate(stage, mergeUpdates([encodeStateAsUpdate(a), encodeStateAsUpdate(b)]))).toMatchObject({ ok: true });
    process(a).set('name', 'on');
    expect(checkUpdate(stage, encodeStateAsUpdate(a))).toMatchObject({ ok: true });
  });

  it('may hold edits of both that were made without each other, one after the other', () => {
    const [a, b, stage] = [opened(5), opened(9), opened(2)];
    for (let n = 0; n < 50; n++) {
      process(a).set('name', `a${n}`);
      process(b).set('name', `b${n}`);
      expect(checkUpdate(stage, encodeStateAsUpdate(a))).toMatchObject({ ok: true });
      expect(checkUpdate(stage, encodeStateAsUpdate(b))).toMatchObject({ ok: true });
    }
  });
});
