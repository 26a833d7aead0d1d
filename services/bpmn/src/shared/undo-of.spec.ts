import { describe, expect, it } from '@jest/globals';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { applyChanges } from './changes.js';
import { recordsIn, seedDocument } from './document.js';
import { project } from './project.js';
import type { Plain, RecordKey, SharedRecord } from './record.js';
import { undoOf, type LocalUndo } from './undo-of.js';

const task = (name: string): SharedRecord => ({ $type: 'bpmn:Task', $parent: 'P', $prop: 'flowElements', z: 'a0', name });
const FIRST = new Map<RecordKey, SharedRecord>([
  ['#definitions', { $type: 'bpmn:Definitions' }],
  ['P', { $type: 'bpmn:Process', $parent: '#definitions', $prop: 'rootElements', z: 'a0' }],
  ['A', task('a')],
  ['B', task('b')],
]);

class Desk {
  readonly doc = new Doc();
  readonly undoing: LocalUndo;

  constructor(client: number) {
    this.doc.clientID = client;
    applyUpdate(this.doc, encodeStateAsUpdate(seedDocument(FIRST, 9)));
    this.undoing = undoOf(this.doc, 'here');
  }

  set(key: RecordKey, entry: string, value: Plain): void {
    applyChanges(this.doc, { added: new Map(), removed: new Set(), changed: new Map([[key, new Map([[entry, value]])]]) }, 'here');
  }

  put(key: RecordKey, record: SharedRecord): void {
    applyChanges(this.doc, { added: new Map([[key, record]]), removed: new Set(), changed: new Map() }, 'here');
  }

  take(...keys: RecordKey[]): void {
    applyChanges(this.doc, { added: new Map(), removed: new Set(keys), changed: new Map() }, 'here');
  }

  name(key: RecordKey): Plain | undefined {
    return recordsIn(this.doc).get(key)?.['name'];
  }
}

function meet(...desks: Desk[]): void {
  for (const from of desks) for (const to of desks) if (from !== to) applyUpdate(to.doc, encodeStateAsUpdate(from.doc), 'remote');
}

describe('undo of a shared document', () => {
  it('takes back what was done here, and does it again', () => {
    const desk = new Desk(1);
    desk.set('A', 'name', 'one');
    desk.set('A', 'name', 'two');
    desk.undoing.undo();
    expect(desk.name('A')).toBe('one');
    desk.undoing.undo();
    expect(desk.name('A')).toBe('a');
    expect(desk.undoing.canUndo()).toBe(false);
    desk.undoing.redo();
    desk.undoing.redo();
    expect(desk.name('A')).toBe('two');
    expect(desk.undoing.redo()).toBeNull();
  });

  it('leaves alone what somebody else did, and what somebody else set since', () => {
    const [mine, other] = [new Desk(1), new Desk(2)];
    mine.set('A', 'name', 'mine');
    mine.set('B', 'name', 'mine');
    meet(mine, other);
    other.set('B', 'name', 'theirs');
    meet(mine, other);
    mine.undoing.undo();
    expect([mine.name('A'), mine.name('B')]).toEqual(['a', 'theirs']);
    expect(mine.undoing.canUndo()).toBe(false);
  });

  it.each([[1, 2], [2, 1]])('puts something back where two set the same at once (clients %i and %i)', (one, two) => {
    const [mine, other] = [new Desk(one), new Desk(two)];
    mine.set('A', 'name', 'mine');
    other.set('A', 'name', 'theirs');
    meet(mine, other);
    mine.undoing.undo();
    meet(mine, other);
    expect(mine.name('A')).toBe(other.name('A'));
    expect(['a', 'theirs']).toContain(mine.name('A'));
  });

  it('of a delete brings back what others attached meanwhile', () => {
    const [mine, other] = [new Desk(1), new Desk(2)];
    mine.take('A');
    other.put('F', { $type: 'bpmn:SequenceFlow', $parent: 'P', $prop: 'flowElements', z: 'a1', sourceRef: { $ref: 'A' }, targetRef: { $ref: 'B' } });
    meet(mine, other);
    expect(project(recordsIn(other.doc)).hidden).toEqual(new Set(['F']));
    mine.undoing.undo();
    meet(mine, other);
    for (const desk of [mine, other]) {
      expect(project(recordsIn(desk.doc)).derived.get('A')).toEqual({ outgoing: ['F'] });
      expect(desk.name('A')).toBe('a');
    }
  });

  it('of an addition takes it away with what others wrote on it, and redo brings all of it', () => {
    const [mine, other] = [new Desk(1), new Desk(2)];
    mine.put('C', task('c'));
    meet(mine, other);
    other.set('C', 'name', 'theirs');
    meet(mine, other);
    mine.undoing.undo();
    expect(mine.name('C')).toBeUndefined();
    mine.undoing.redo();
    expect(mine.name('C')).toBe('theirs');
  });

  it('tells of each step, so that what was selected can be kept with it', () => {
    const desk = new Desk(1);
    desk.undoing.on('stack-item-added', ({ stackItem, type }) => stackItem.meta.set('selected', type));
    desk.set('A', 'name', 'one');
    expect(desk.undoing.undo()?.meta.get('selected')).toBe('undo');
    expect(desk.undoing.redo()?.meta.get('selected')).toBe('redo');
    desk.undoing.destroy();
    desk.set('A', 'name', 'two');
    expect(desk.undoing.canUndo()).toBe(false);
  });

  it('remembers 500 steps', () => {
    const desk = new Desk(1);
    for (let i = 0; i < 600; i++) desk.set('A', 'name', `${i}`);
    let steps = 0;
    while (desk.undoing.undo()) steps++;
    expect(steps).toBe(500);
  });
});
