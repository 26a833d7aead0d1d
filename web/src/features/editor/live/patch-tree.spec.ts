import { beforeEach, describe, expect, it } from '@jest/globals';
import { changesBetween, project, recordsOf, treeOf, type Records, type SharedRecord } from '@bpmn-studio/bpmn/shared';
import { BpmnModdle } from 'bpmn-moddle';
import { readFile } from 'node:fs/promises';
import type { Moddle, Parts } from './canvas-parts.js';
import { MadeAtOpening } from './made-at-opening.js';
import { LiveTree } from './patch-tree.js';
import { drawingOn, wantedDrawing } from './wanted-drawing.js';

const FIXTURE = new URL('../../../../e2e/fixtures/every-kind.bpmn', import.meta.url);
const size = { width: 90, height: 20 };

let records: Records;
let definitions: Moddle;
let tree: LiveTree;
const claimed = new Set<string>();

beforeEach(async () => {
  const moddle = new BpmnModdle();
  const { rootElement } = await moddle.fromXML(await readFile(FIXTURE, 'utf8'));
  const shown = project(recordsOf(rootElement as never));
  definitions = treeOf(shown, moddle).definitions as unknown as Moddle;
  records = shown.records;
  claimed.clear();
  Object.assign(moddle, { ids: { claim: (id: string) => claimed.add(id), unclaim: (id: string) => claimed.delete(id) } });
  tree = new LiveTree(definitions, moddle as unknown as Parts['moddle']);
  tree.index(records);
});

/** Puts other records into the tree. */
function patched(change: (records: Map<string, SharedRecord>) => void): Set<Moddle> {
  const next = new Map(records);
  change(next);
  const after = project(next);
  const touched = tree.patch(changesBetween(records, after.records), records, after);
  expect(withoutPlaces(recordsOf(definitions as never))).toEqual(withoutPlaces(after.records));
  records = after.records;
  return touched;
}

const withoutPlaces = (all: Records) => Object.fromEntries([...all].map(([key, record]) => [key, { ...record, z: '' }]));
const element = (key: string) => tree.lookup(key) as unknown as Moddle;
const idsOf = (list: unknown) => ((list as Moddle[] | undefined) ?? []).map(({ id }) => id);
const set = (all: Map<string, SharedRecord>, key: string, entries: object) => all.set(key, { ...all.get(key)!, ...entries } as SharedRecord);
const wanted = () => wantedDrawing(definitions, drawingOn([], definitions)!, (bounds) => ({ ...bounds, ...size }));

describe('the tree on a canvas', () => {
  it('takes a name over in place', () => {
    const before = element('Pack');
    expect([...patched((all) => set(all, 'Pack', { name: 'Box' }))]).toEqual([before]);
    expect(before['name']).toBe('Box');
  });

  it('puts another element where the type is another one, for all who refer to it', () => {
    const before = element('Pack');
    patched((all) => set(all, 'Pack', { $type: 'bpmn:UserTask' }));
    expect(element('Pack')).not.toBe(before);
    expect(element('Flow_3')['targetRef']).toBe(element('Pack'));
    expect(element('Pack_di')['bpmnElement']).toBe(element('Pack'));
    expect(idsOf(element('Pack')['incoming'])).toEqual(['Flow_3']);
  });

  it('takes out what is gone with what hangs on it, and brings it back', () => {
    const before = new Map(records);
    patched((all) => ['Check', 'Check_di'].forEach((key) => all.delete(key)));
    expect(tree.lookup('Late')).toBeUndefined();
    expect(idsOf(element('Gate')['incoming'])).toEqual([]);
    patched((all) => before.forEach((record, key) => all.set(key, record)));
    expect(idsOf(element('Gate')['incoming'])).toEqual(['Flow_2']);
    expect(claimed).toContain('Check');
  });

  it('moves a node to another lane', () => {
    patched((all) => set(all, 'Pack', { $lanes: [{ $ref: 'Lane_1' }] }));
    expect(idsOf(element('Lane_1')['flowNodeRef'])).toContain('Pack');
    expect(idsOf(element('Lane_2')['flowNodeRef'])).not.toContain('Pack');
  });
});

describe('what belongs on a canvas', () => {
  it('is what is drawn, on the plane it is drawn on, parents first', () => {
    const all = [...wanted().values()];
    expect(all.filter(({ kind }) => kind === 'root').map(({ id }) => id)).toEqual(['Collaboration_1', 'Sub_1_plane']);
    expect(wanted().get('InnerTask')?.parent?.id).toBe('Sub_1_plane');
    expect(wanted().get('Late')?.host?.id).toBe('Check');
    expect(wanted().get('Message_1')).toMatchObject({ kind: 'connection', source: { id: 'Customer' }, target: { id: 'Start' } });
    for (const [index, { parent }] of all.entries()) if (parent) expect(all.indexOf(parent)).toBeLessThan(index);
  });

  it('has each label where the document says, and measures only those without a place', () => {
    expect(wanted().get('Start_label')?.bounds).toEqual({ x: 219, y: 205, width: 42, height: 14 });
    expect(wanted().get('Gate_label')?.bounds).toMatchObject(size);
    expect(wanted().has('Pack_label')).toBe(false);
  });

  it('leaves out what has no ends and no host', () => {
    patched((all) => ['Check', 'Check_di'].forEach((key) => all.delete(key)));
    expect(['Late', 'Flow_1', 'Flow_2'].filter((id) => wanted().has(id))).toEqual([]);
  });

  it('is the first drawing of the file when the one that was shown is gone', () => {
    const [first, , third] = definitions['diagrams'] as Moddle[];
    expect(drawingOn([{ di: third!['plane'] as Moddle }], definitions)).toBe(third);
    expect(drawingOn([{ di: definitions }], definitions)).toBe(first);
  });
});

describe('what is made at opening', () => {
  const made = () => {
    const shown = new Map(records);
    set(shown, 'Sub_1_di', { isExpanded: true });
    shown.set('Plane_new', { $type: 'bpmndi:BPMNPlane', $parent: 'Diagram_1', $prop: 'plane' });
    return new MadeAtOpening(changesBetween(records, shown), records);
  };

  it('is shown over the document, unless somebody changed that since', () => {
    expect(made().over(records).get('Sub_1_di')).toMatchObject({ isExpanded: true });
    const since = new Map(records);
    set(since, 'Sub_1_di', { isExpanded: false });
    expect(made().over(since).get('Sub_1_di')).toMatchObject({ isExpanded: false });
  });

  it('goes into the document with the first edit of it, once', () => {
    const opening = made();
    expect(opening.take(changesBetween(records, new Map(records).set('Pack', { ...records.get('Pack')!, name: 'Box' })))).toBeNull();
    const inside = changesBetween(records, new Map(records).set('New_di', { $type: 'bpmndi:BPMNShape', $parent: 'Plane_new', $prop: 'planeElement' }));
    expect(opening.take(inside)?.added.has('Plane_new')).toBe(true);
    expect(opening.take(inside)).toBeNull();
  });
});
