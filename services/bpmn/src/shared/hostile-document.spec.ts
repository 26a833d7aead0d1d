import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Array as YArray, Doc, encodeStateAsUpdate, Map as YMap, Text as YText, transact } from 'yjs';
import { gateBpmn } from '../gate/gate-bpmn.js';
import { writeBpmn } from '../model/parse-bpmn.js';
import { checkUpdate, DEFAULT_UPDATE_LIMITS } from './check-update.js';
import { recordMap, recordsIn, seedDocument } from './document.js';
import { project } from './project.js';
import type { Plain, RecordKey, SharedRecord } from './record.js';
import { recordsOf } from './records-of.js';
import { treeOf } from './tree-of.js';
import { changesBetween, isEmpty } from './changes.js';

const KEYS = ['#definitions', 'P', 'Q', 'C', 'A', 'B', 'S', 'F', 'L', 'LS', 'D', 'PL', 'X', 'Y', '#/P/1', 'ж'];
const TYPES = ['bpmn:Definitions', 'bpmn:Process', 'bpmn:Collaboration', 'bpmn:Participant', 'bpmn:Task', 'bpmn:SubProcess', 'bpmn:SequenceFlow', 'bpmn:BoundaryEvent', 'bpmn:Lane', 'bpmn:LaneSet', 'bpmn:MessageFlow',
  'bpmn:Association', 'bpmn:Group', 'bpmn:DataOutputAssociation', 'bpmn:Property', 'bpmndi:BPMNDiagram', 'bpmndi:BPMNPlane', 'bpmndi:BPMNShape', 'bpmndi:BPMNEdge', 'bpmn:FlowElement', 'bpmn:Nonsense', 'constructor', 'v:thing', ''];
const PROPS = ['rootElements', 'flowElements', 'laneSets', 'lanes', 'childLaneSet', 'participants', 'messageFlows', 'artifacts', 'diagrams', 'plane', 'planeElement', 'dataOutputAssociations', 'documentation', 'toString', '__proto__'];
const NAMES = ['name', 'sourceRef', 'targetRef', 'attachedToRef', 'bpmnElement', 'processRef', 'default', 'bounds', 'waypoint', 'label', 'documentation', 'extensionElements', 'eventDefinitions', 'isExpanded', '$lanes', 'z', 'id', 'xmlns', 'xmlns:v', 'xmlns:bpmn', 'v:k', 'incoming', 'conditionExpression', 'loopCharacteristics', 'bioc:stroke', 'xml:lang', 'foo', '$attrs', '$type', '$parent'];

const word = fc.oneof(fc.constantFrom('a', '<', '&"\'', ']]>', ' ', '', 'a0', 'javascript:alert(1)', 'http://www.omg.org/spec/BPMN/20100524/MODEL', '\u0000', '\ud800'), fc.string({ unit: 'binary', maxLength: 6 }));
const reference = fc.constantFrom(...KEYS, 'gone').map(($ref) => ({ $ref }));
const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word, fc.integer(), fc.constantFrom(true, false, null, Number.NaN), reference,
    fc.array(tie('plain'), { maxLength: 3 }),
    fc.record({ x: fc.integer(), y: fc.integer(), width: fc.integer(), height: fc.integer() }, { requiredKeys: [], noNullPrototype: true }),
    fc.record({ points: fc.array(fc.record({ x: fc.integer(), y: fc.integer() }, { noNullPrototype: true })), from: fc.array(fc.integer(), { minLength: 3, maxLength: 4 }), to: tie('plain') }, { requiredKeys: ['points'], noNullPrototype: true }),
    fc.record({ $type: fc.constantFrom('bpmn:FormalExpression', 'bpmn:TimerEventDefinition', 'v:a', 'bpmn:Task', 'xmlns:a', 'a b', ...TYPES), $uri: fc.constantFrom('urn:v', '', 'http://www.omg.org/spec/BPMN/20100524/MODEL'), values: fc.array(tie('plain'), { maxLength: 2 }), $children: fc.array(tie('plain'), { maxLength: 2 }), $body: word, id: fc.constantFrom(...KEYS), body: word, text: word, 'v:a': word, 'a"b': word }, { requiredKeys: [], noNullPrototype: true }),
  ),
}));
const record = fc.tuple(fc.constantFrom(...TYPES), fc.constantFrom(...KEYS), fc.constantFrom(...PROPS), fc.dictionary(fc.constantFrom(...NAMES), plain, { maxKeys: 6, noNullPrototype: true })).map(([$type, $parent, $prop, more]) => ({ $type, $parent, $prop, ...more }));
const SEED = new Map<RecordKey, SharedRecord>([
  ['#definitions', { $type: 'bpmn:Definitions', id: 'D', 'xmlns:v': 'urn:v' }],
  ['P', { $type: 'bpmn:Process', $parent: '#definitions', $prop: 'rootElements', z: 'a0' }],
  ['A', { $type: 'bpmn:Task', $parent: 'P', $prop: 'flowElements', z: 'a0' }],
  ['D', { $type: 'bpmndi:BPMNDiagram', $parent: '#definitions', $prop: 'diagrams', z: 'a0' }],
  ['PL', { $type: 'bpmndi:BPMNPlane', $parent: 'D', $prop: 'plane', bpmnElement: { $ref: 'P' } }],
]);
const documents = fc.dictionary(fc.constantFrom(...KEYS), record, { maxKeys: 12, noNullPrototype: true }).map((rows) => new Map([...SEED, ...Object.entries(rows)] as [RecordKey, SharedRecord][]));

describe('a hostile document', () => {
  it('is projected, made a tree and written whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (records) => {
        const shown = project(records);
        const reversed = project(new Map([...records].reverse()));
        expect([...reversed.records]).toEqual([...shown.records]);
        const { definitions } = treeOf(shown);
        await writeBpmn(definitions);
        expect(project(shown.records).hidden).toEqual(new Set());
      }),
      { numRuns: 400, seed: 6 },
    );
  });

  it('that is let in gives a file that the gate lets through, and that says what is shown', async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(documents, async (records) => {
        const stage = seedDocument(SEED, 1);
        const hostile = seedDocument(records, 2);
        if (!checkUpdate(stage, encodeStateAsUpdate(hostile)).ok) return;
        kept++;
        const shown = project(recordsIn(stage));
        const { definitions } = treeOf(shown);
        gateBpmn(await writeBpmn(definitions));
        const [first, again] = [recordsOf(definitions, shown.records), recordsOf(treeOf(project(recordsOf(definitions, shown.records))).definitions, shown.records)];
        expect(isEmpty(changesBetween(first, again))).toBe(true);
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(kept).toBeGreaterThan(40);
  });

  it('of twenty thousand elements in circles, in a chain and in each other is projected all the same', () => {
    const many = 19_000;
    const circles = new Map<RecordKey, SharedRecord>(SEED);
    for (let i = 0; i < many; i++) circles.set(`N${i}`, { $type: 'bpmn:SubProcess', $parent: `N${i ^ 1}`, $prop: 'flowElements' });
    expect(project(circles).recovered.size).toBe(many / 2);
    const chain = new Map<RecordKey, SharedRecord>(SEED);
    for (let i = 0; i < many; i++) chain.set(`N${i}`, { $type: 'bpmn:SubProcess', $parent: i === 0 ? 'P' : `N${i - 1}`, $prop: 'flowElements' });
    expect(project(chain).records.size).toBeLessThan(60);
    const pools = new Map<RecordKey, SharedRecord>([...SEED, ['C', { $type: 'bpmn:Collaboration', $parent: '#definitions', $prop: 'rootElements' }], ['PL', { ...SEED.get('PL')!, bpmnElement: { $ref: 'C' } }]]);
    for (let i = 0; i < many / 3; i++) {
      pools.set(`C${i}`, { $type: 'bpmn:Collaboration', $parent: '#definitions', $prop: 'rootElements' });
      pools.set(`N${i}`, { $type: 'bpmn:Participant', $parent: `C${i}`, $prop: 'participants', processRef: { $ref: 'P' } });
      pools.set(`S${i}`, { $type: 'bpmndi:BPMNShape', $parent: 'PL', $prop: 'planeElement', bpmnElement: { $ref: `N${i}` } });
    }
    expect(project(pools).children.get('C')?.get('participants')?.length).toBe(Math.ceil(many / 3));
    const ring = new Map<RecordKey, SharedRecord>(SEED);
    for (let i = 0; i < many; i++) ring.set(`N${i}`, { $type: 'bpmn:SubProcess', $parent: `N${(i + 1) % many}`, $prop: 'flowElements' });
    expect(project(ring).recovered.size).toBe(1);
  });
});

describe('checkUpdate', () => {
  const edit = (change: (doc: Doc) => void, from = seedDocument(SEED, 1)) => {
    const doc = new Doc();
    doc.clientID = 7;
    const stage = seedDocument(SEED, 1);
    const seed = encodeStateAsUpdate(from);
    let update: Uint8Array | undefined;
    transact(doc, () => recordMap(doc));
    checkUpdate(doc, seed);
    doc.on('update', (bytes: Uint8Array) => (update = bytes));
    transact(doc, () => change(doc));
    return checkUpdate(stage, update!);
  };
  const put = (key: string, entries: Record<string, unknown>) => edit((doc) => void recordMap(doc).set(key, new YMap(Object.entries(entries))));
  const TASK = { $type: 'bpmn:Task', $in: ['P', 'flowElements', 'a0'] };
  const SHAPE = { $type: 'bpmndi:BPMNShape', $in: ['PL', 'planeElement', 'a0'], bpmnElement: { $ref: 'A' } };
  const of = (key: string, entry: string, value: unknown) => edit((doc) => (recordMap(doc).get(key) as YMap<unknown>).set(entry, value));

  it('lets an edit in and says what it touched, and who made it', () => {
    expect(of('A', 'name', 'new')).toEqual({ ok: true, touched: new Set(['A']), authors: new Set([7]) });
    expect(put('S', { ...SHAPE, bounds: { x: 1, y: -2, width: 3, height: 0 }, label: {} })).toMatchObject({ ok: true });
    expect(put('B', { ...TASK, name: 'b', 'v:k': 'x', documentation: [{ text: 'd' }] })).toMatchObject({ ok: true, touched: new Set(['B']) });
    expect(edit((doc) => recordMap(doc).delete('A'))).toMatchObject({ ok: true, touched: new Set(['A']) });
  });

  it('has nothing against an update that is there already', () => {
    const stage = seedDocument(SEED, 1);
    expect(checkUpdate(stage, encodeStateAsUpdate(stage))).toEqual({ ok: true, touched: new Set(), authors: new Set() });
  });

  it.each<[string, ReturnType<typeof edit>, object]>([
    ['text under a key', edit((doc) => void recordMap(doc).set('B', new YText('t'))), { fault: 'structure', key: 'B' }],
    ['a plain value under a key', edit((doc) => void recordMap(doc).set('B', 'text')), { fault: 'structure', key: 'B' }],
    ['a list inside a record', of('A', 'name', new YArray()), { fault: 'structure', key: 'A' }],
    ['a document inside a record', of('A', 'name', new Doc()), { fault: 'structure', key: 'A' }],
    ['bytes', of('A', 'name', new Uint8Array(3)), { fault: 'structure', key: 'A' }],
    ['no number', of('A', 'name', Number.NaN), { fault: 'structure', key: 'A' }],
    ['nothing', of('A', 'name', null), { fault: 'structure', key: 'A' }],
    ['another root', edit((doc) => void doc.getMap('more').set('a', 1)), { fault: 'structure' }],
    ['a list as the root', edit((doc) => doc.getArray('other').push([1])), { fault: 'structure' }],
    ['no type', put('B', { $in: ['P', 'flowElements'] }), { fault: 'structure', key: 'B' }],
    ['a type taken away', edit((doc) => (recordMap(doc).get('A') as YMap<unknown>).delete('$type')), { fault: 'structure', key: 'A' }],
    ['a type that is none', put('B', { ...TASK, $type: 'bpmn:Nonsense' }), { fault: 'structure', key: 'B' }],
    ['a type without a place of its own', put('B', { ...TASK, $type: 'bpmn:Documentation' }), { fault: 'structure', key: 'B' }],
    ['no parent', put('B', { $type: 'bpmn:Task' }), { fault: 'structure', key: 'B' }],
    ['a parent that is none', put('B', { $type: 'bpmn:Task', $in: ['P', 3] }), { fault: 'structure', key: 'B' }],
    ['a parent said otherwise', put('B', { ...TASK, $parent: 'P' }), { fault: 'content', key: 'B' }],
    ['a shape without a box', put('S', { ...SHAPE }), { fault: 'structure', key: 'S' }],
    ['a shape in a box without a number', put('S', { ...SHAPE, bounds: { x: 1, y: 2, width: 3 } }), { fault: 'structure', key: 'S' }],
    ['a shape at the end of the world', put('S', { ...SHAPE, bounds: { x: 1e300, y: 2, width: 3, height: 4 } }), { fault: 'structure', key: 'S' }],
    ['a label in no box', put('S', { ...SHAPE, bounds: { x: 1, y: 2, width: 3, height: 4 }, label: { bounds: {} } }), { fault: 'structure', key: 'S' }],
    ['a line of one point', put('S', { ...SHAPE, $type: 'bpmndi:BPMNEdge', waypoint: { points: [{ x: 1, y: 2 }] } }), { fault: 'structure', key: 'S' }],
    ['lanes that are none', of('A', '$lanes', ['L']), { fault: 'structure', key: 'A' }],
    ['second definitions', put('B', { ...TASK, $type: 'bpmn:Definitions' }), { fault: 'structure', key: 'B' }],
    ['definitions that are something else', of('#definitions', '$type', 'bpmn:Process'), { fault: 'structure', key: '#definitions' }],
    ['no definitions', edit((doc) => recordMap(doc).delete('#definitions')), { fault: 'structure' }],
    ['a control character', of('A', 'name', 'a\u0001'), { fault: 'content', key: 'A' }],
    ['a name no attribute has', of('A', 'a b', 'x'), { fault: 'content', key: 'A' }],
    ['a name inside a value that no attribute has', of('A', 'extensionElements', { values: [{ $type: 'v:a', $uri: 'urn:v', 'x"y': 'z' }] }), { fault: 'content', key: 'A' }],
    ['a reserved namespace', of('#definitions', 'xmlns:xml', 'urn:x'), { fault: 'content', key: '#definitions' }],
    ['an id of the language', put('constructor', TASK), { fault: 'content', key: 'constructor' }],
    ['an id with a line break', put('a\nb', TASK), { fault: 'content' }],
    ['a value too long', of('A', 'name', 'x'.repeat(70_000)), { fault: 'too_large', key: 'A' }],
    ['a value too deep', of('A', 'x', Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], 'x')), { fault: 'too_large', key: 'A' }],
    ['too many properties', put('B', { ...TASK, ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a${i}`, 'x'])) }), { fault: 'structure', key: 'B' }],
  ])('refuses %s', (_what, verdict, expected) => {
    expect(verdict).toMatchObject({ ok: false, ...expected });
    expect((verdict as { detail: string }).detail).toMatch(/\.$/);
  });

  it('refuses what is no update, and what is too much of one', () => {
    expect(checkUpdate(new Doc(), new Uint8Array([9, 9, 9, 9]))).toMatchObject({ ok: false, fault: 'garbage' });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void checkUpdate(seedDocument(SEED, 1), bytes)), { numRuns: 300, seed: 8 });
    expect(checkUpdate(new Doc(), new Uint8Array(2 * 1024 * 1024))).toMatchObject({ ok: false, fault: 'too_large' });
    const limits = { ...DEFAULT_UPDATE_LIMITS, maxRecords: 4 };
    expect(checkUpdate(new Doc(), encodeStateAsUpdate(seedDocument(SEED, 1)), limits)).toMatchObject({ ok: false, fault: 'too_large' });
    expect(checkUpdate(new Doc(), encodeStateAsUpdate(seedDocument(SEED, 1)), { ...DEFAULT_UPDATE_LIMITS, maxDocumentBytes: 100 })).toMatchObject({ ok: false, fault: 'too_large' });
  });

  it('says when an update builds on what is not there', () => {
    const doc = seedDocument(SEED, 1);
    doc.clientID = 7;
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const name of ['one', 'two']) (recordMap(doc).get('A') as YMap<Plain>).set('name', name);
    expect(checkUpdate(seedDocument(SEED, 1), updates[1]!)).toMatchObject({ ok: false, fault: 'early' });
  });

  it('lets what is in the file already be larger than what may be written', () => {
    const large = new Map(SEED).set('A', { ...SEED.get('A')!, documentation: [{ text: 'x'.repeat(100_000) }] });
    const doc = seedDocument(large, 1);
    doc.clientID = 7;
    const stage = seedDocument(large, 1);
    let update: Uint8Array | undefined;
    doc.on('update', (bytes: Uint8Array) => (update = bytes));
    (recordMap(doc).get('A') as YMap<Plain>).set('name', 'n');
    expect(checkUpdate(stage, update!)).toMatchObject({ ok: true });
  });
});
