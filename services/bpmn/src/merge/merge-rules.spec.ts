import { describe, expect, it } from '@jest/globals';
import { idsIn } from '../references/references.js';
import { parseXml } from '../xml/parse-xml.js';
import { attributeOf } from '../xml/xml-tree.js';
import { findLost } from './find-lost.js';
import { mergeBpmn } from './merge-bpmn.js';

const NAMESPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" xmlns:v="urn:v"';

/** What a process is made of, and how it is drawn. */
const documentOf = (elements: string, drawings = '') =>
  `<definitions ${NAMESPACES} targetNamespace="t"><process id="P">${elements}</process><di:BPMNDiagram id="D"><di:BPMNPlane id="DP" bpmnElement="P">${drawings}</di:BPMNPlane></di:BPMNDiagram></definitions>`;
const shape = (of: string, x: number, y: number, width = 100, height = 80) => `<di:BPMNShape id="${of}_di" bpmnElement="${of}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></di:BPMNShape>`;
const edge = (of: string, ...spots: [number, number][]) => `<di:BPMNEdge id="${of}_di" bpmnElement="${of}">${spots.map(([x, y]) => `<dd:waypoint x="${x}" y="${y}"/>`).join('')}</di:BPMNEdge>`;
const waypoints = (text: string) => [...text.matchAll(/waypoint x="([\d.]+)" y="([\d.]+)"/g)].map(([, x, y]) => `${x} ${y}`);

/** The three states are documents, or what the process of each consists of. */
const merge = (...states: [base: string, mine: string, theirs: string]) => {
  const [base, mine, theirs] = states.map((state) => (state.startsWith('<definitions') ? state : documentOf(state))) as [string, string, string];
  return mergeBpmn({ base, mine, theirs });
};
/** The same whoever is mine. */
const bothWays = (base: string, one: string, other: string) => [merge(base, one, other), merge(base, other, one)];

const A = '<task id="A" name="Ask"/>';
const B = '<task id="B" name="Build"/>';
const C = '<task id="C" name="Close"/>';
const flow = (id: string, source: string, target: string) => `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"/>`;

describe('the clashes of a merge', () => {
  it('tells two properties of one element apart by their names', () => {
    const task = (x: string, y: string) => `<task id="A"><extensionElements><v:property name="x" value="${x}"/><v:property name="y" value="${y}"/></extensionElements></task>`;
    const { clashes } = merge(task('0', '0'), task('1', '2'), task('3', '4'));
    expect(clashes.map(({ mine, theirs }) => `${mine} ${theirs}`)).toEqual(['1 3', '2 4']);
    expect(new Set(clashes.map(({ id }) => id)).size).toBe(2);
  });
});

describe('things of one element that share a name', () => {
  const noted = (content: (x: string, y: string) => string) => (x: string, y: string) => `<task id="A"><extensionElements>${content(x, y)}</extensionElements></task>`;
  const long = 'n'.repeat(300);
  it.each([
    ['attributes of one entry', noted((x, y) => `<v:note one="${x}" two="${y}"/>`)],
    ['entries told apart by an event', noted((x, y) => `<v:listener event="start" class="${x}"/><v:listener event="end" class="${y}"/>`)],
    ['entries with long names', noted((x, y) => `<v:p name="${long}1" value="${x}"/><v:p name="${long}2" value="${y}"/>`)],
    ['entries nothing tells apart', noted((x, y) => `<v:note>${x}</v:note><v:note>${y}</v:note>`)],
  ])('are asked about one by one: %s', (_what, task) => {
    const states = { base: documentOf(task('0', '0')), mine: documentOf(task('1', '2')), theirs: documentOf(task('3', '4')) };
    const { clashes } = mergeBpmn(states);
    expect(clashes.map(({ mine, theirs }) => `${mine} ${theirs}`)).toEqual(['1 3', '2 4']);
    expect(mergeBpmn({ ...states, choices: { [clashes[0]!.id]: 'mine' } }).text).toBe(documentOf(task('1', '4')));
    expect(mergeBpmn({ ...states, choices: { [clashes[1]!.id]: 'mine' } }).text).toBe(documentOf(task('3', '2')));
  });
});

describe('the deletions of a merge', () => {
  it('let a flow go with its end, whatever its other end was joined to', () => {
    for (const [before, after] of [[flow('F', 'A', 'B'), flow('F', 'C', 'B')], [flow('F', 'B', 'A'), flow('F', 'B', 'C')]] as const) {
      for (const { text, clashes } of bothWays(A + B + C + before, A + C, A + B + C + after)) {
        expect(clashes).toEqual([]);
        expect(text).toBe(documentOf(A + C));
      }
    }
  });

  it('are not about what somebody referred to all along and changed in another way', () => {
    const before = '<task id="A" name="Ask" default="F"/>';
    const { text, clashes } = merge(before + B + flow('F', 'A', 'B'), A + B, before.replace('Ask', 'Answer') + B + flow('F', 'A', 'B'));
    expect(clashes).toEqual([]);
    expect(text).toBe(documentOf(A.replace('Ask', 'Answer') + B));
  });

  it('come back into their lanes where somebody chose to have them back', () => {
    const state = (lane: string, nodes: string) => `<laneSet id="S"><lane id="L">${lane}</lane></laneSet>${nodes}`;
    const [a, b] = ['A', 'B'].map((id) => `<flowNodeRef>${id}</flowNodeRef>`);
    const [base, deleted, renamed] = [state(a! + b!, A + B), state(b!, B), state(a! + b!, A.replace('Ask', 'Call') + B)].map((text) => documentOf(text)) as [string, string, string];
    expect(mergeBpmn({ base, mine: renamed, theirs: deleted, choices: { 'deleted:A:': 'mine' } }).text).toBe(renamed);
    expect(mergeBpmn({ base, mine: deleted, theirs: renamed }).text).toBe(renamed);
  });

  it('hold for what the other side took into something new', () => {
    const state = (id: string, content: string) => documentOf(`<subProcess id="${id}">${content}</subProcess>${C}`);
    const [base, renamed, deleted] = [state('S', A + B), state('R', A + B), state('S', B)];
    const ends = bothWays(base, renamed, deleted).map(({ clashes }) => clashes.map(({ id }) => id).sort());
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).toContain('deleted:A:');
    expect(merge(base, renamed, deleted).text).not.toContain('"Ask"');
    expect(mergeBpmn({ base, mine: renamed, theirs: deleted, choices: { 'deleted:A:': 'mine' } }).text).toContain('"Ask"');
  });

  it('are asked about when the other side gave the element to another lane', () => {
    const lanes = (one: string, two: string) => `<laneSet id="LS"><lane id="L1">${one}</lane><lane id="L2">${two}</lane></laneSet>`;
    const member = '<flowNodeRef>A</flowNodeRef>';
    for (const { clashes } of bothWays(lanes(member, '') + A, lanes('', ''), lanes('', member) + A)) expect(clashes).toMatchObject([{ kind: 'deleted', elementId: 'A' }]);
  });
});

describe('the lanes of a merge', () => {
  it('are asked about when one side took a node out of all of them and the other into another one', () => {
    const state = (one: string, other: string) => documentOf(`<laneSet id="S"><lane id="L">${one}</lane><lane id="M">${other}</lane></laneSet>${A}${B}`);
    const [a, b] = ['A', 'B'].map((id) => `<flowNodeRef>${id}</flowNodeRef>`);
    const [base, out, moved] = [state(a! + b!, ''), state(b!, ''), state(b!, a!)];
    for (const { clashes } of bothWays(base, out, moved)) expect(clashes.map(({ id }) => id)).toEqual(['property:A:lane']);
    expect(mergeBpmn({ base, mine: out, theirs: moved }).text).toBe(moved);
    expect(mergeBpmn({ base, mine: out, theirs: moved, choices: { 'property:A:lane': 'mine' } }).text).not.toContain('>A<');
    expect(mergeBpmn({ base, mine: moved, theirs: out }).text).toBe(out);
  });
});

describe('the layout of a merge', () => {
  it('keeps a line as it was led by hand, and docks it where the shape went', () => {
    const state = (y: number, ...spots: [number, number][]) => documentOf(A + B + flow('F', 'A', 'B'), shape('A', 0, 0) + shape('B', 200, y) + edge('F', ...spots));
    for (const { text, clashes } of bothWays(state(0, [100, 40], [200, 40]), state(100, [100, 40], [200, 140]), state(0, [100, 40], [150, 90], [200, 40]))) {
      expect(clashes).toEqual([]);
      expect(waypoints(text)).toEqual(['100 40', '150 90', '200 140']);
    }
  });

  it('carries what was moved inside along with what it lies in', () => {
    const state = (place: number, inside: number) => documentOf('<subProcess id="S"><task id="A"/></subProcess>', shape('S', place, 0, 500, 300) + shape('A', inside, 50));
    for (const { text, clashes } of bothWays(state(0, 50), state(1_000, 1_050), state(0, 250))) {
      expect(clashes).toEqual([]);
      expect(text).toBe(state(1_000, 1_250));
    }
  });

  it('bends a straight line whose end went aside', () => {
    const state = (x: number, y: number, more: [string, string] = ['', '']) => documentOf(A + B + more[0], shape('A', 0, 0) + shape('B', x, y) + more[1]);
    const level = merge(state(400, 0), state(400, 0, [flow('F', 'A', 'B'), edge('F', [100, 40], [400, 40])]), state(400, 200));
    expect(waypoints(level.text)).toEqual(['100 40', '250 40', '250 240', '400 240']);
    const upright = merge(state(0, 280), state(0, 280, [flow('F', 'A', 'B'), edge('F', [50, 80], [50, 280])]), state(200, 280));
    expect(waypoints(upright.text)).toEqual(['50 80', '50 180', '250 180', '250 280']);
  });

  it('takes numbers for what they are, however they are written', () => {
    const base = documentOf(A, shape('A', 265, 0).replace('"265"', '"265.0"'));
    const [plain, named] = [base.replace('265.0', '265'), base.replace('Ask', 'Call')];
    expect(merge(base, plain, named)).toMatchObject({ text: named, mine: 0, theirs: 1 });
    expect(merge(base, named, plain)).toMatchObject({ text: plain.replace('Ask', 'Call'), mine: 1, theirs: 0 });
  });

  it('does not mind whether points name their type, and writes new ones as the line has them', () => {
    const typed = (text: string) => text.replace('<definitions ', '<definitions xmlns:i="http://www.w3.org/2001/XMLSchema-instance" ').replaceAll('<dd:waypoint ', '<dd:waypoint i:type="dc:Point" ');
    const state = (...spots: [number, number][]) => documentOf(A + B + flow('F', 'A', 'B'), shape('A', 0, 0) + shape('B', 300, 0) + edge('F', ...spots));
    const [base, bent] = [state([100, 40], [300, 40]), state([100, 40], [200, 90], [300, 40])];
    expect(merge(typed(base), base, typed(base).replace('Ask', 'Call'))).toMatchObject({ text: typed(base).replace('Ask', 'Call'), mine: 0 });
    expect(merge(typed(base), bent, typed(base).replace('Ask', 'Call')).text).toBe(typed(bent).replace('Ask', 'Call'));
  });
});

describe('the additions of a merge', () => {
  it('are two events where one id was given to events of different hosts', () => {
    const event = (host: string) => `<boundaryEvent id="X" name="Late" attachedToRef="${host}"/>`;
    const { text, clashes } = merge(A + B, A + B + event('A'), A + B + event('B'));
    expect(clashes).toEqual([]);
    expect(text).toContain(event('B'));
    expect(text).toContain(event('A').replace('"X"', '"X_2"'));
  });

  it('have shapes of their own where they have names of their own', () => {
    const state = (tag: string, x: number) => documentOf(`${A}<${tag} id="X"/>`, shape('X', x, 0));
    const { text } = merge(documentOf(A), state('task', 0), state('userTask', 300));
    expect(text).toContain(shape('X', 300, 0));
    expect(text).toContain(shape('X', 0, 0).replaceAll('"X', '"X_2').replace('"X_2_di"', '"X_di_2"'));
  });
});

describe('the content of a merge', () => {
  it('has the white space of a text that one side indented', () => {
    const script = (text: string) => `<scriptTask id="A"><script>${text}</script></scriptTask>`;
    expect(merge(script('x = 1') + C, script('  x = 1\n') + C, script('x = 1') + C.replace('Close', 'Shut')).text).toBe(documentOf(script('  x = 1\n') + C.replace('Close', 'Shut')));
  });

  it('keeps the meaning of the prefixes of what is moved elsewhere', () => {
    const task = '<task id="C" w:of="1"/>';
    const state = (one: string, two: string, name = 'n') => documentOf(`<subProcess id="S" name="${name}" xmlns:w="urn:one">${one}</subProcess><subProcess id="T" xmlns:w="urn:other">${two}</subProcess>`);
    const moved = '<task id="C" xmlns:o="urn:one" o:of="1"/>';
    const { text, clashes } = merge(state(task, ''), state('', moved), state(task, '', 'm'));
    expect(clashes).toEqual([]);
    const element = idsIn(parseXml(text).root).get('C')!;
    expect(attributeOf(element.parent!, 'id')).toBe('T');
    expect(attributeOf(element, 'of', 'urn:one')).toBe('1');
  });

  it('has what both moved to the same place there, without a question', () => {
    const state = (outside: string, inside: string) => `${A}${outside}<subProcess id="S">${inside}</subProcess>`;
    const { text, clashes } = merge(state(C, ''), state('', C).replace('Ask', 'Answer'), state('', `${B}${C}`));
    expect(clashes).toEqual([]);
    expect(text).toBe(documentOf(state('', `${B}${C}`).replace('Ask', 'Answer')));
  });

  it('has what one moved elsewhere there, whatever its place among its old neighbours', () => {
    const state = (outside: string, inside: string) => `${outside}<subProcess id="S">${inside}</subProcess>`;
    for (const { text, clashes } of bothWays(state(A + B + C, ''), state(C + A + B, ''), state(A + B, C))) {
      expect(clashes).toEqual([]);
      expect(text).toBe(documentOf(state(A + B, C)));
    }
  });
});

describe('findLost', () => {
  it('counts the comments and instructions that a model does not know', () => {
    const lost = (text: string) => findLost(parseXml(text), parseXml(documentOf(A)), parseXml(documentOf(A)));
    const said = { elementId: null, type: 'bpmn:Definitions', name: null };
    expect(lost(documentOf(A))).toEqual([]);
    expect(lost(documentOf(`<!-- why -->${A}`))).toEqual([{ ...said, what: 'a comment' }]);
    expect(lost(`<!-- who -->${documentOf(`<!-- why -->${A}<?how now?>`)}`)).toEqual([{ ...said, what: '3 comments' }]);
  });
});
