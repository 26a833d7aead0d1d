import { describe, expect, it } from '@jest/globals';
import { readClip, writeClip, type ClipTree } from './clip.js';

const TREE = {
  0: [
    { id: 'a', x: 10, y: 20, width: 100, height: 80, businessObject: { $type: 'bpmn:UserTask', id: 'a', name: '<script>' }, di: { $type: 'bpmndi:BPMNShape', id: 'a_di' } },
    { id: 'l', labelTarget: 'a', businessObject: { $type: 'bpmn:UserTask', id: 'a' } },
  ],
} as unknown as ClipTree;
const TASK = { id: 'a', businessObject: { $type: 'bpmn:Task' } };
const make = (type: string, attributes: Record<string, unknown>) => (type.startsWith('vendor:') ? undefined : { made: type, ...attributes });
const read = (value: unknown) => readClip(typeof value === 'string' ? value : JSON.stringify(value), make);

describe('what is copied', () => {
  it('comes back with its parts made anew, shared ones once', () => {
    const tree = read(writeClip(TREE));
    expect(tree?.[0]?.[0]).toMatchObject({ id: 'a', x: 10, businessObject: { made: 'bpmn:UserTask', name: '<script>' } });
    expect(tree?.[0]?.[1]?.['businessObject']).toBe(tree?.[0]?.[0]?.['businessObject']);
  });

  it('leaves out parts of a type nobody knows', () => {
    const tree = read({ format: 'bpmn-studio/clip/1', tree: { 0: [{ ...TASK, extra: [{ $type: 'vendor:x' }, { $type: 'bpmn:Documentation' }] }] } });
    expect(tree?.[0]?.[0]?.['extra']).toEqual([{ made: 'bpmn:Documentation' }]);
  });

  const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`) as object;
  it.each([
    ['other text', 'Hello'],
    ['broken JSON', '{"format":'],
    ['another format', { format: 'other', tree: TREE }],
    ['no elements', { format: 'bpmn-studio/clip/1', tree: {} }],
    ['a level that is none', { format: 'bpmn-studio/clip/1', tree: { 0: 'x' } }],
    ['an element of nothing', { format: 'bpmn-studio/clip/1', tree: { 0: [{ id: 'a' }] } }],
    ['a type that is none', { format: 'bpmn-studio/clip/1', tree: { 0: [{ id: 'a', businessObject: { $type: 'javascript:alert' } }] } }],
    ['a place beyond all paper', { format: 'bpmn-studio/clip/1', tree: { 0: [{ ...TASK, x: 1e12 }] } }],
    ['too many elements', { format: 'bpmn-studio/clip/1', tree: { 0: Array.from({ length: 3001 }, () => TASK) } }],
    ['nested without end', { format: 'bpmn-studio/clip/1', tree: { 0: [{ ...TASK, deep }] } }],
  ])('is not %s', (_, value) => expect(read(value)).toBeNull());

  it('cannot reach into prototypes', () => {
    const tree = readClip('{"format":"bpmn-studio/clip/1","tree":{"0":[{"id":"a","businessObject":{"$type":"bpmn:Task"},"__proto__":{"bad":1},"constructor":{"bad":1}}]}}', make);
    expect(Object.keys(tree?.[0]?.[0] ?? {})).toEqual(['id', 'businessObject']);
    expect(({} as { bad?: number }).bad).toBeUndefined();
  });

  it('stays at home when it is too large to travel', () => {
    expect(writeClip({ 0: Array.from({ length: 3001 }, (_, index) => ({ ...TASK, id: `t${index}` })) })).toBeNull();
  });
});
