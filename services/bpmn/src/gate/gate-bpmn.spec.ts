import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { EMPTY_DIAGRAM_XML } from '../model/empty-diagram.js';
import { BpmnGateError } from './bpmn-gate-error.js';
import type { GateReason } from './bpmn-gate-error.js';
import { gateBpmn } from './gate-bpmn.js';
import type { GateLimits } from './gate-limits.js';

const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"';

function refusal(text: string, limits?: Partial<GateLimits>): BpmnGateError {
  try {
    gateBpmn(text, limits);
  } catch (error) {
    if (error instanceof BpmnGateError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const within = (content: string) => `${OPEN}>${content}</definitions>`;

describe('gateBpmn', () => {
  it.each(FIXTURES)('lets the golden diagram %s in', (name) => {
    expect(gateBpmn(readFixture(name)).elements).toBeGreaterThan(5);
  });

  it('sums up what it read', () => {
    expect(gateBpmn(readFixture('several-diagrams'))).toMatchObject({ processes: 1, diagrams: 2, hasDiagramInterchange: true, exporter: 'BPMN Studio', definitionsId: 'Definitions_several_diagrams', name: 'Travel request' });
    expect(gateBpmn(readFixture('no-layout'))).toMatchObject({ diagrams: 0, hasDiagramInterchange: false });
    expect(gateBpmn(readFixture('collaboration')).name).toBe('Complaint handling');
    expect(gateBpmn(EMPTY_DIAGRAM_XML)).toMatchObject({ elements: 7, maxDepth: 5 });
    expect(gateBpmn(`${OPEN} name="Only this"/>`).name).toBe('Only this');
  });

  it('lets in a byte order mark, comments, CDATA, entities of XML and foreign elements', () => {
    expect(gateBpmn(`\uFEFF<?xml version="1.0"?><!-- a --><?b c?>${within('<![CDATA[<!DOCTYPE x>]]>&amp;&#228;<x:y xmlns:x="urn:x"/>')}`).elements).toBe(2);
  });

  const cases: [string, GateReason, string][] = [
    ['nothing', 'empty', ''],
    ['white space', 'empty', ' \n '],
    ['plain text', 'not_well_formed', 'hello'],
    ['a web page', 'not_bpmn', '<html/>'],
    ['another root', 'not_bpmn', '<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
    ['definitions without a namespace', 'not_bpmn', '<definitions/>'],
    ['BPMN 1.1', 'not_bpmn', '<definitions xmlns="http://schema.omg.org/spec/BPMN/1.1"/>'],
    ['DMN', 'not_bpmn', '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'],
    ['a DOCTYPE', 'doctype', `<!DOCTYPE definitions>${OPEN}/>`],
    ['a DOCTYPE in odd case after a comment and an instruction', 'doctype', `<?xml version="1.0"?><!-- x --><?y z?>\n<!DoCtYpE definitions [<!ENTITY a "b">]>${OPEN}/>`],
    ['a DOCTYPE after a byte order mark', 'doctype', `\uFEFF<!DOCTYPE a SYSTEM "file:///etc/passwd">${OPEN}/>`],
    ['a DOCTYPE inside', 'doctype', within('<!DOCTYPE a>')],
    ['a doctype inside in lower case', 'doctype', within('<!doctype a>')],
    ['a DOCTYPE after the root', 'doctype', `${OPEN}/><!DOCTYPE a>`],
    ['a billion laughs', 'doctype', `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i} "${`&l${i - 1};`.repeat(10)}">`).join('')}]>${within('&l8;')}`],
    ['an entity that is not declared', 'not_well_formed', within('&lol;')],
    ['an unclosed element', 'not_well_formed', `${OPEN}>`],
    ['a wrong end tag', 'not_well_formed', within('<a></b>')],
    ['two roots', 'not_well_formed', `${OPEN}/>${OPEN}/>`],
    ['a "<" in an attribute', 'not_well_formed', `${OPEN} a="<"/>`],
    ['an attribute given twice', 'not_well_formed', `${OPEN} a="1" a="2"/>`],
    ['an attribute given twice under two prefixes', 'not_well_formed', `${OPEN} xmlns:x="u" xmlns:y="u" x:a="1" y:a="2"/>`],
    ['an undeclared prefix of an element', 'not_well_formed', within('<x:a/>')],
    ['an undeclared prefix of an attribute', 'not_well_formed', within('<a x:b="1"/>')],
    ['a prefix out of its scope', 'not_well_formed', within('<x:a xmlns:x="u"/><x:b/>')],
    ['a prefix bound to nothing', 'not_well_formed', `${OPEN} xmlns:x=""/>`],
    ['a name with two colons', 'not_well_formed', within('<x:a:b xmlns:x="u"/>')],
    ['a declaration of xmlns', 'not_well_formed', `${OPEN} xmlns:xmlns="u"/>`],
    ['NUL', 'forbidden_character', within('\0')],
    ['a control character', 'forbidden_character', within('\u0008')],
    ['a reference to NUL', 'forbidden_character', within('&#0;')],
    ['a reference to half a pair', 'forbidden_character', within('&#xD800;')],
    ['control characters by way of XML 1.1', 'forbidden_character', `<?xml version="1.1"?>${within('&#1;')}`],
    ['a lone high surrogate', 'forbidden_character', `${OPEN} name="\uD800x"/>`],
    ['a lone low surrogate', 'forbidden_character', `${OPEN} name="x\uDC00"/>`],
    ['U+FFFE', 'forbidden_character', within('\uFFFE')],
  ];

  it.each(cases)('refuses %s as %s', (_what, reason, text) => {
    expect(refusal(text).reason).toBe(reason);
  });

  it('says where and what to do', () => {
    const error = refusal(`<?xml version="1.0"?>\r\n${OPEN}>\r\n  <a></b>`);
    expect(error).toMatchObject({ line: 3, column: 10 });
    expect(error.detail).toMatch(/unexpected close tag.*export/);
    expect(refusal(within('\n\n \u0001'))).toMatchObject({ line: 3, column: 2 });
  });

  it('counts bytes, not characters', () => {
    expect(refusal(within('é'.repeat(300)), { maxBytes: 512 }).reason).toBe('too_large');
    expect(gateBpmn(within('😀'.repeat(10)), { maxBytes: OPEN.length + 15 + 40 }).elements).toBe(1);
    expect(refusal(within('😀'.repeat(10)), { maxBytes: OPEN.length + 15 + 39 }).reason).toBe('too_large');
  });

  it('allows exactly what the limits say', () => {
    expect(gateBpmn(within('<a><a/></a>'), { maxDepth: 3 }).maxDepth).toBe(3);
    expect(refusal(within('<a><a/></a>'), { maxDepth: 2 }).reason).toBe('too_deep');
    expect(gateBpmn(within('<a/>'), { maxElements: 2 }).elements).toBe(2);
    expect(refusal(within('<a/>'), { maxElements: 1 }).reason).toBe('too_many_elements');
    expect(gateBpmn(`${OPEN} a="1"/>`, { maxAttributes: 2 }).elements).toBe(1);
    expect(refusal(`${OPEN} a="1"/>`, { maxAttributes: 1 }).reason).toBe('too_many_attributes');
  });

  it.each([['id', `<a id="${'i'.repeat(50)}"/>`], ['element', `<${'a'.repeat(50)}/>`], ['attribute', `<a ${'k'.repeat(50)}=""/>`], ['namespace', `<a xmlns="${'u'.repeat(50)}"/>`]])('refuses what is too long for the name of an %s', (_what, long) => {
    expect(gateBpmn(within(long), { maxNameLength: 50 }).elements).toBe(2);
    expect(refusal(within(long), { maxNameLength: 49 })).toMatchObject({ reason: 'too_long', detail: expect.stringContaining('shorter') });
  });
});
