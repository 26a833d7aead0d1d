const NAMESPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';
const OPEN = `<definitions ${NAMESPACES} targetNamespace="urn:hostile">`;
const MB = 1024 * 1024;

const many = (count, one) => Array.from({ length: count }, (_, n) => one(n)).join('');
const processOf = (inside) => `${OPEN}<process id="P">${inside}</process></definitions>`;
const drawnOf = (inside, drawn) => `${OPEN}<process id="P">${inside}</process><bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="Pl" bpmnElement="P">${drawn}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
const shape = (id, x = 100, y = 100) => `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="100" height="80"/></bpmndi:BPMNShape>`;
const small = drawnOf('<task id="A" name="Ä"/>', shape('A'));
const declared = (encoding) => `<?xml version="1.0" encoding="${encoding}"?>${small}`;
const utf16be = (text) => Buffer.from(text, 'utf16le').swap16();
const bytes = (before, inside, after) => Buffer.concat([Buffer.from(before), Buffer.from(inside), Buffer.from(after)]);
const [BEFORE, AFTER] = small.split('Ä');

/**
 * Hostile files too large or too odd to be kept as files, made by name.
 * @type {[name: string, expected: string, attacks: string, make: () => string | Buffer][]} as in files.mjs
 */
export const MADE = [
  // Encodings
  ['utf-7', 'encoding', 'UTF-7, in which +ADw- is a bracket', () => declared('UTF-7').replace('Ä', '+ADw-script+AD4-')],
  ['ebcdic', 'encoding', 'an encoding of mainframes', () => declared('IBM037')],
  ['utf-16-with-mark', 'in', 'UTF-16 with a byte order mark', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(declared('UTF-16'), 'utf16le')])],
  ['utf-16-big-without-mark', 'in', 'UTF-16 that only its zeros tell', () => utf16be(declared('UTF-16'))],
  ['utf-16-hides-doctype', 'doctype', 'a DOCTYPE no filter of bytes sees', () => utf16be(`<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]>${small}`)],
  ['utf-16-odd-length', 'encoding', 'half a character at the end', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(declared('UTF-16'), 'utf16le'), Buffer.from([0x41])])],
  ['utf-16-lone-surrogate', 'encoding', 'half a surrogate pair in UTF-16', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(small.replace('Ä', '\ud800'), 'utf16le')])],
  ['utf-32', 'encoding', 'four bytes a character', () => Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from(small)])],
  ['declares-utf-16-is-utf-8', 'in', 'a declaration that is wrong, as many tools write it', () => declared('UTF-16')],
  ['declares-latin-1-is-utf-8', 'in', 'a declaration that would make two letters of one', () => declared('ISO-8859-1')],
  ['declares-utf-8-is-latin-1', 'encoding', 'bytes that are not what is declared', () => Buffer.from(declared('UTF-8'), 'latin1')],
  ['overlong-utf-8', 'encoding', 'a bracket in two bytes, past filters', () => bytes(BEFORE, [0xc0, 0xbc], AFTER)],
  ['surrogate-in-utf-8', 'encoding', 'half a surrogate pair in UTF-8 (CESU-8)', () => bytes(BEFORE, [0xed, 0xa0, 0x80], AFTER)],
  ['beyond-unicode', 'encoding', 'a character behind the last one', () => bytes(BEFORE, [0xf4, 0x90, 0x80, 0x80], AFTER)],
  ['nul', 'forbidden_character', 'NUL in a name (PostgreSQL cannot keep it)', () => small.replace('Ä', 'a\0b')],
  ['control-characters', 'forbidden_character', 'an escape of terminals in a name', () => small.replace('Ä', '\u001b[2J')],
  ['mark-twice', 'not_well_formed', 'two byte order marks', () => `\ufeff\ufeff${small}`],
  // Not XML
  ['zip', 'forbidden_character', 'a zip that calls itself a model', () => Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(200)])],
  ['gzip', 'encoding', 'a gzip that calls itself a model', () => Buffer.concat([Buffer.from('1f8b08000000000000ff', 'hex'), Buffer.alloc(200, 0xaa)])],
  ['nothing', 'empty', 'no bytes', () => ''],
  ['blanks', 'empty', 'a megabyte of blanks', () => ' \n'.repeat(MB / 2)],
  // Too much of one thing
  ['deep', 'too_deep', '100,000 nested elements', () => `${OPEN}${'<subProcess>'.repeat(100_000)}`],
  ['deep-as-allowed', 'in', 'sub-processes as deep as they may be', () => processOf(`${many(58, (n) => `<subProcess id="S${n}">`)}<task id="A"/>${'</subProcess>'.repeat(58)}`)],
  ['wide', 'too_many_elements', '300,000 elements side by side', () => processOf('<task/>'.repeat(300_000))],
  ['wide-as-allowed', 'in', '79,000 unknown elements', () => processOf(`<extensionElements>${'<x xmlns="u"/>'.repeat(79_000)}</extensionElements>`)],
  ['attributes', 'too_many_attributes', '200,000 attributes of one element', () => `${OPEN}<process id="P"${many(200_000, (n) => ` a${n}=""`)}/></definitions>`],
  ['attributes-everywhere', 'in', '60 unknown attributes at 2,000 elements', () => processOf(many(2_000, (n) => `<task id="T${n}"${many(60, (k) => ` x${k}="y"`)}/>`))],
  ['namespace-bomb', 'too_many_attributes', '100,000 namespaces of one element', () => `${OPEN}<process id="P"${many(100_000, (n) => ` xmlns:n${n}="u${n}"`)}/></definitions>`],
  ['namespaces-everywhere', 'in', '60 namespaces at each of 1,000 elements', () => processOf(many(1_000, (n) => `<task id="T${n}"${many(60, (k) => ` xmlns:n${n}_${k}="u"`)}/>`))],
  ['long-element-name', 'too_long', 'a name of an element of 4 MB', () => `${OPEN}<${'a'.repeat(4 * MB)}/></definitions>`],
  ['long-id', 'too_long', 'an id of 1 MB', () => processOf(`<task id="${'i'.repeat(MB)}"/>`)],
  ['long-label', 'in', 'a name of 1 MB in one box', () => drawnOf(`<task id="A" name="${'word '.repeat(MB / 5)}"/>`, shape('A'))],
  ['long-label-unbroken', 'in', 'a word of 1 MB in one box', () => drawnOf(`<task id="A" name="${'W'.repeat(MB)}"/>`, shape('A'))],
  ['long-attribute', 'in', 'an attribute of 4 MB', () => processOf(`<task id="A" x="${'v'.repeat(4 * MB)}"/>`)],
  ['long-text', 'in', 'documentation of 4 MB', () => processOf(`<task id="A"><documentation>${'word '.repeat((4 * MB) / 5)}</documentation></task>`)],
  ['references', 'in', 'a million character references', () => processOf(`<task id="A"><documentation>${'&amp;'.repeat(MB - 1_000)}</documentation></task>`)],
  ['comments', 'not_well_formed', 'a million comments that never end', () => `${OPEN}${'<!--'.repeat(MB)}`],
  ['cdata', 'in', '200,000 sections of CDATA', () => processOf(`<task id="A"><documentation>${'<![CDATA[x]]>'.repeat(200_000)}</documentation></task>`)],
  ['instructions', 'in', '200,000 processing instructions', () => `${OPEN}${'<?xml-stylesheet x?>'.repeat(200_000)}<process id="P"/></definitions>`],
  ['quadratic-entity', 'doctype', 'one entity of 1 MB, used 10,000 times', () => `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(MB)}">]>${processOf(`<task name="${'&x;'.repeat(10_000)}"/>`)}`],
  ['too-large', 'too_large', 'more than 5 MB', () => processOf(`<documentation>${'x'.repeat(5 * MB)}</documentation>`)],
  // Drawings
  ['waypoints', 'too_many_elements', 'a line of 100,000 points', () => drawnOf('<task id="A"/><sequenceFlow id="F" sourceRef="A" targetRef="A"/>', `${shape('A')}<bpmndi:BPMNEdge id="F_di" bpmnElement="F">${many(100_000, (n) => `<di:waypoint x="${n}" y="0"/>`)}</bpmndi:BPMNEdge>`)],
  ['waypoints-as-allowed', 'in', 'a line of 20,000 points', () => drawnOf('<task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/>', `${shape('A')}${shape('B', 300)}<bpmndi:BPMNEdge id="F_di" bpmnElement="F">${many(20_000, (n) => `<di:waypoint x="${200 + (n % 100)}" y="${n % 7}"/>`)}</bpmndi:BPMNEdge>`)],
  ['planes', 'in', '3,000 planes of one process', () => `${OPEN}<process id="P"><task id="A" name="A"/></process>${many(3_000, (n) => `<bpmndi:BPMNDiagram id="D${n}"><bpmndi:BPMNPlane id="Pl${n}" bpmnElement="P"><bpmndi:BPMNShape id="S${n}" bpmnElement="A"><dc:Bounds x="1" y="1" width="100" height="80"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`)}</definitions>`],
  ['drawn-again-and-again', 'in', 'one task drawn 3,000 times on one plane', () => drawnOf('<task id="A" name="A"/>', many(3_000, (n) => shape('A', n, n).replace('A_di', `S${n}`)))],
  ['nested-sub-processes', 'in', '50 sub-processes inside one another, all drawn', () => drawnOf(`${many(50, (n) => `<subProcess id="S${n}" name="S${n}">`)}${'</subProcess>'.repeat(50)}`, many(50, (n) => shape(`S${n}`, 5 * n, 5 * n)))],
  ['layout-cycle', 'in', '5,000 tasks in a circle without a drawing', () => processOf(many(5_000, (n) => `<task id="T${n}"/><sequenceFlow id="F${n}" sourceRef="T${n}" targetRef="T${(n + 1) % 5_000}"/>`))],
  ['layout-dense', 'in', '120 tasks, each with a flow to each, without a drawing', () => processOf(many(120, (n) => `<task id="T${n}"/>`) + many(120, (n) => many(60, (k) => `<sequenceFlow id="F${n}_${k}" sourceRef="T${n}" targetRef="T${(n + k + 1) % 120}"/>`)))],
  ['layout-star', 'in', 'one gateway with 5,000 ways out, without a drawing', () => processOf(`<exclusiveGateway id="G"/>${many(5_000, (n) => `<task id="T${n}"/><sequenceFlow id="F${n}" sourceRef="G" targetRef="T${n}"/>`)}`)],
  ['ids-twice-often', 'in', 'one id for 20,000 elements', () => processOf('<task id="A" name="a"/>'.repeat(20_000))],
  ['merge-same-ids-in-other-kinds', 'in', '3,000 ids of another document on other kinds of elements', () => processOf(many(3_000, (n) => `<${n % 2 ? 'userTask' : 'exclusiveGateway'} id="${n % 3 ? 'A' : 'F'}${n}"/>`))],
  ['boundary-chain', 'in', '6,000 events that stick to one another', () => drawnOf(many(6_000, (n) => `<boundaryEvent id="E${n}" attachedToRef="E${(n + 1) % 6_000}"/>`), many(6_000, (n) => shape(`E${n}`, n, 0)))],
];
