import { describe, expect, it } from '@jest/globals';
import { stateOfText } from '@bpmn-studio/bpmn/shared';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { LiveJournal, type JournalState, type Row, type Standing } from '../application/ports.js';
import { LiveRoom } from './live-room.js';

const PLACE = { workspaceId: 'w', diagramId: 'd' };

/** A journal in memory, of which each append waits until it is let through. */
class Kept extends LiveJournal {
  rows: Row[] = [];
  gate: Promise<void> = Promise.resolve();

  async read(_place: unknown, after: number): Promise<readonly Row[]> {
    return this.rows.filter(({ sequence }) => sequence > after);
  }
  async append(_place: unknown, bytes: Uint8Array): Promise<number> {
    await this.gate;
    this.rows.push({ sequence: this.rows.length, bytes });
    return this.rows.length - 1;
  }
  async compact(_place: unknown, snapshot: Row): Promise<void> {
    this.rows = [snapshot, ...this.rows.filter(({ sequence }) => sequence > snapshot.sequence)];
  }
  async seed(): Promise<boolean> {
    throw new Error('not asked for');
  }
  async merge(): Promise<boolean> {
    throw new Error('not asked for');
  }
  async look(): Promise<readonly Standing[]> {
    throw new Error('not asked for');
  }
  async state(): Promise<JournalState> {
    throw new Error('not asked for');
  }
  async claim(): Promise<boolean> {
    throw new Error('not asked for');
  }
  async written(): Promise<boolean> {
    throw new Error('not asked for');
  }
}

async function givenJournal(): Promise<Kept> {
  const journal = new Kept();
  journal.rows = [{ sequence: 0, bytes: await stateOfText(EMPTY_DIAGRAM_XML) }];
  return journal;
}

/** A process with the document open: what it admits is let into the document, as the protocol's library does. */
function processOn(journal: Kept) {
  const doc = new Doc();
  const room = new LiveRoom(PLACE, doc, [...journal.rows], { journal, onAppended: () => undefined, personAt: () => undefined });
  const admit = async (update: Uint8Array, userId = 'ann') => {
    await room.admit(update, userId);
    applyUpdate(doc, update);
  };
  return { doc, room, admit };
}

/** An editor of a document, and the updates of what they do. */
function editorOf(doc: Doc) {
  const own = new Doc();
  applyUpdate(own, encodeStateAsUpdate(doc));
  const edit = (name: string): Uint8Array => {
    const before = encodeStateVector(own);
    own.getMap<Map<string, unknown>>('records').get('Process_1')!.set('name', name);
    return encodeStateAsUpdate(own, before);
  };
  return { own, edit };
}
const nameIn = (doc: Doc) => doc.getMap<Map<string, unknown>>('records').get('Process_1')?.get('name');

describe('LiveRoom', () => {
  it('lets nothing into the document before it is in the journal', async () => {
    const journal = await givenJournal();
    const { doc, admit } = processOn(journal);
    const held = Promise.withResolvers<void>();
    journal.gate = held.promise;
    const admitted = admit(editorOf(doc).edit('Pack'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(nameIn(doc)).toBeUndefined();
    held.resolve();
    await admitted;
    expect([nameIn(doc), journal.rows.length]).toEqual(['Pack', 2]);
  });

  it('keeps what is sent twice once, and tells the second sender only when the first is kept', async () => {
    const journal = await givenJournal();
    const { doc, admit } = processOn(journal);
    const held = Promise.withResolvers<void>();
    journal.gate = held.promise;
    const update = editorOf(doc).edit('Pack');
    let told = false;
    const both = [admit(update), admit(update).then(() => (told = true))];
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toBe(false);
    held.resolve();
    await Promise.all(both);
    expect(journal.rows).toHaveLength(2);
  });

  it('takes an editor who comes from another process with what this one has not read yet', async () => {
    const journal = await givenJournal();
    const [one, two] = [processOn(journal), processOn(journal)];
    const { own, edit } = editorOf(one.doc);
    await one.admit(edit('Pack'));
    await two.admit(edit('Ship'));
    expect([nameIn(two.doc), two.room.known]).toEqual(['Ship', 2]);
    const late = editorOf(own);
    await processOn(journal).admit(encodeStateAsUpdate(late.own));
  });

  it('goes on after an edit it refused: what was under way is not lost', async () => {
    const journal = await givenJournal();
    const { doc, admit } = processOn(journal);
    const held = Promise.withResolvers<void>();
    journal.gate = held.promise;
    const good = admit(editorOf(doc).edit('Pack'));
    const bad = new Doc();
    bad.getMap('records').set('Task_1', 'no record');
    await expect(admit(encodeStateAsUpdate(bad), 'eve')).rejects.toMatchObject({ code: 4409 });
    held.resolve();
    await good;
    await admit(editorOf(doc).edit('Ship'));
    expect([nameIn(doc), journal.rows.length]).toEqual(['Ship', 3]);
  });

  it('is given up when an edit could not be kept: its copy is ahead of the journal', async () => {
    const journal = await givenJournal();
    const { doc, room, admit } = processOn(journal);
    journal.gate = Promise.reject(new Error('disk full'));
    await expect(admit(editorOf(doc).edit('Pack'))).rejects.toThrow('disk full');
    journal.gate = Promise.resolve();
    await expect(admit(editorOf(doc).edit('Ship'))).rejects.toMatchObject({ code: 4503 });
    expect([room.broken, nameIn(doc)]).toEqual([true, undefined]);
  });

  it('tells nobody that an edit is kept which failed under another who sent it before', async () => {
    const journal = await givenJournal();
    const { doc, admit } = processOn(journal);
    const held = Promise.withResolvers<void>();
    journal.gate = held.promise;
    const update = editorOf(doc).edit('Pack');
    const both = Promise.allSettled([admit(update), admit(update)]);
    await new Promise((resolve) => setImmediate(resolve));
    held.reject(new Error('disk full'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(nameIn(doc)).toBeUndefined();
  });

  it('puts many rows into a snapshot that says the same, edits under way included', async () => {
    const journal = await givenJournal();
    const { doc, room, admit } = processOn(journal);
    const { edit } = editorOf(doc);
    for (let n = 0; n < 501; n++) await admit(edit(`name ${n}`));
    await room.tidy(performance.now());
    expect(journal.rows).toHaveLength(1);
    expect(nameIn(processOn(journal).doc)).toBe('name 500');
  });
});
