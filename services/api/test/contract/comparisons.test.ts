import { describe, expect, it } from '@jest/globals';
import { CHANGE_KINDS, diffBpmn, EMPTY_DIAGRAM_XML, mergeBpmn, MOST_CLASHES, type BpmnDiff, type MergeResult } from '@bpmn-studio/bpmn';
import { diffSchema, mergeDiagram, mergeSchema, type DiagramDiff, type DiagramMerge } from '@bpmn-studio/contracts';

/** Read-only or not makes no difference in JSON. */
type Plain<T> = T extends readonly (infer I)[] ? Plain<I>[] : T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

describe('the contract of comparisons', () => {
  it('is what services/bpmn computes, property by property', () => {
    const diff: Same<Plain<Omit<DiagramDiff, 'from' | 'to'>>, Plain<BpmnDiff>> = true;
    const merge: Same<Plain<Omit<DiagramMerge, 'version' | 'bpmnXml'>>, Plain<Omit<MergeResult, 'text'>>> = true;
    expect([diff, merge]).toEqual([true, true]);
  });

  it('knows every kind of change, and no other', () => {
    const kinds = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0]));
    const diff = { from: 1, to: 2, related: true, added: 0, removed: 0, changed: 0, kinds, elements: [], cut: false };
    expect(diffSchema.parse(diff)).toEqual(diff);
    expect(diffSchema.safeParse({ ...diff, kinds: { ...kinds, other: 1 } }).success).toBe(false);
  });

  it('lets through what is really computed, whole', () => {
    const diff = { from: 1, to: 2, ...diffBpmn(EMPTY_DIAGRAM_XML, EMPTY_DIAGRAM_XML.replace('isExecutable="false"', 'isExecutable="true" name="Order"')) };
    expect(diff.elements.length).toBeGreaterThan(0);
    expect(diffSchema.parse(diff)).toEqual(diff);
    const merge = { version: 1, bpmnXml: 'x', clashes: [{ id: 'a', elementId: 'b', type: 'bpmn:Task', name: null, kind: 'property', property: 'name', base: null, mine: 'c', theirs: null }], unlisted: 0, mine: 1, theirs: 0, related: true };
    expect(mergeSchema.parse(merge)).toEqual(merge);
  });

  it('takes a choice for every clash there can be, however long its id, and no more', () => {
    const side = (value: string) => {
      const tasks = Array.from({ length: MOST_CLASHES + 10 }, (_, index) => `<bpmn:task id="${'\u{1F600}'.repeat(400)}${index}" name="${value}" />`);
      return EMPTY_DIAGRAM_XML.replace('<bpmn:startEvent', `${tasks.join('')}<bpmn:startEvent`);
    };
    const { text: bpmnXml, ...merged } = mergeBpmn({ base: side('a'), mine: side('b'), theirs: side('c') });
    expect(merged.clashes).toHaveLength(MOST_CLASHES);
    expect(mergeSchema.safeParse({ version: 1, bpmnXml, ...merged }).success).toBe(true);
    const choices = Object.fromEntries(merged.clashes.map(({ id }) => [id, 'mine']));
    expect(Object.keys(choices)).toHaveLength(MOST_CLASHES);
    const takes = (chosen: object) => mergeDiagram.body.safeParse({ bpmnXml, baseVersion: 1, choices: chosen }).success;
    expect([choices, { ...choices, 'one more': 'mine' }, { ['x'.repeat(501)]: 'mine' }].map(takes)).toEqual([true, false, false]);
  });
});
