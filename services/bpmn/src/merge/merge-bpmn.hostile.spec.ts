import { describe, expect, it } from '@jest/globals';
import { mergeBpmn } from './merge-bpmn.js';

const NAMESPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"';
/** Of the processor. Far beyond what is needed, and far below what looking at everything for everything takes. */
const LONGEST_MS = 10_000;

function documentOf(elements: string, drawings = ''): string {
  return `<definitions ${NAMESPACES} targetNamespace="t"><process id="P">${elements}</process><di:BPMNDiagram id="D"><di:BPMNPlane id="DP" bpmnElement="P">${drawings}</di:BPMNPlane></di:BPMNDiagram></definitions>`;
}

const many = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, index) => one(index)).join('');
const shape = (id: string, of: string, x: number, y: number) => `<di:BPMNShape id="${id}" bpmnElement="${of}"><dc:Bounds x="${x}" y="${y}" width="1" height="1"/></di:BPMNShape>`;

function inTime<T>(work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(LONGEST_MS);
  return result;
}

describe('mergeBpmn of hostile documents', () => {
  it('takes no time for blanks in tags', () => {
    const base = documentOf(`<task id="A" name="a"${' '.repeat(100_000)}></task><task id="B"${' '.repeat(100_000)}/>`);
    const { text } = inTime(() => mergeBpmn({
      base,
      mine: base.replace('name="a"', 'name="b"').replace(/(<task id="B" *)\/>/, '$1><documentation>new</documentation></task>'),
      theirs: base.replace('id="P"', 'id="P" name="p"'),
    }));
    expect(text).toContain('<task id="A" name="b"  ');
    expect(text).toMatch(/<task id="B"><documentation>new<\/documentation><\/task>/);
  });

  it('merges many drawings of one element', () => {
    const base = documentOf('<task id="A"/>', many(8_000, (index) => shape(`S${index}`, 'A', index, 0)));
    const { text, clashes } = inTime(() => mergeBpmn({ base, mine: base.replace('"A"/>', '"A" name="a"/>'), theirs: base.replace('x="7999" y="0"', 'x="7999" y="9"') }));
    expect(clashes).toEqual([]);
    expect(text).toBe(base.replace('"A"/>', '"A" name="a"/>').replace('x="7999" y="0"', 'x="7999" y="9"'));
  });

  it('compares thousands of elements both sides added under the same ids', () => {
    const side = (x: number) => documentOf(many(3_000, (index) => `<task id="T${index}"/>`), many(3_000, (index) => shape(`S${index}`, `T${index}`, x, index)));
    const { text } = inTime(() => mergeBpmn({ base: documentOf(''), mine: side(1), theirs: side(2) }));
    expect(text.match(/<task /g)).toHaveLength(6_000); // elsewhere: not the same
    expect(inTime(() => mergeBpmn({ base: documentOf(''), mine: side(1), theirs: `${side(1)}\n` })).text.match(/<task /g)).toHaveLength(3_000);
  });

  it('takes thousands of equal elements both sides added for the same', () => {
    const side = (name: string) => documentOf(`<task id="A" name="${name}"><extensionElements>${'<x xmlns="u"/>'.repeat(20_000)}</extensionElements></task>`);
    const { text } = inTime(() => mergeBpmn({ base: documentOf('<task id="A" name="a"/>'), mine: side('a'), theirs: side('b') }));
    expect(text).toBe(side('b'));
  });

  it('places events that stick to one another in an endless line', () => {
    const events = many(6_000, (index) => `<boundaryEvent id="E${index}" attachedToRef="E${index + 1}"/>`);
    const at = (y: number) => documentOf(events, many(6_000, (index) => shape(`S${index}`, `E${index}`, index, y)));
    expect(inTime(() => mergeBpmn({ base: at(0), mine: at(1), theirs: at(2) })).clashes.length).toBeGreaterThan(0);
  });

  it('lists clashes only as far as they can be carried', () => {
    const name = 'n'.repeat(100_000);
    const side = (value: string) => documentOf(`<task id="A" name="${name}">${many(900, (index) => `<x:p xmlns:x="u" name="k${index}" value="${value}"/>`)}</task>`);
    const { clashes, unlisted } = mergeBpmn({ base: side('0'), mine: side('1'), theirs: side('2') });
    expect(clashes.length).toBeGreaterThan(10);
    expect(clashes.length + unlisted).toBe(900);
    expect(JSON.stringify(clashes).length).toBeLessThan(10_000_000);
  });

  it('says how many clashes are not listed, and takes theirs for them', () => {
    const side = (value: string) => documentOf(many(1_200, (index) => `<task id="T${index}" name="${value}"/>`));
    const input = { base: side('0'), mine: side('1'), theirs: side('2') };
    const { clashes, unlisted } = mergeBpmn(input);
    expect([clashes.length, unlisted]).toEqual([1_000, 200]);
    const chosen = mergeBpmn({ ...input, choices: Object.fromEntries(clashes.map(({ id }) => [id, 'mine'])) });
    expect(chosen).toMatchObject({ clashes, unlisted });
    expect(chosen.text.match(/name="2"/g)).toHaveLength(200);
  });

  it('lists a clash however much it says', () => {
    const side = (value: string) => documentOf(`<task id="A${'a'.repeat(4_500_000)}" name="${value}"/>`);
    expect(mergeBpmn({ base: side('0'), mine: side('1'), theirs: side('2') }).clashes).toHaveLength(1);
  });

  it('names clashes shortly and apart, the same way each time, and knows the choice by that name', () => {
    const ids = ['1', '2'].map((end) => `${'a'.repeat(600_000)}${end}`);
    const key = 'k'.repeat(100);
    const deep = (value: string) => `${`<x:${'p'.repeat(100)} name="${key}">`.repeat(5)}${value}${`</x:${'p'.repeat(100)}>`.repeat(5)}`;
    const side = (value: string) => documentOf(ids.map((id, which) => `<task id="${id}" name="${value}" xmlns:x="u">${deep(value)}${many(which * 1_000, (index) => `<x:p name="k${index}" value="${value}"/>`)}</task>`).join(''));
    const input = { base: side('0'), mine: side('1'), theirs: side('2') };
    const { clashes } = inTime(() => mergeBpmn(input));
    expect(clashes.map(({ elementId }) => elementId)).toEqual(expect.arrayContaining(ids));
    expect(Math.max(...clashes.map(({ id }) => id.length))).toBeLessThanOrEqual(500);
    const name = (id: string) => clashes.find(({ elementId, property }) => elementId === id && property === 'name')!.id;
    const chosen = mergeBpmn({ ...input, choices: { [name(ids[1]!)]: 'mine' } });
    expect(chosen.clashes).toEqual(clashes);
    expect(chosen.text.match(/(?<=<task [^>]*name=")\d/g)).toEqual(['2', '1']);
  });
});
