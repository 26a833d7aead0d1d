import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_DIAGRAM_XML } from '../model/empty-diagram.js';
import { DEFAULT_GATE_LIMITS } from './gate-limits.js';
import { readWithParser } from './gate-bpmn.js';
import { readPlainDocument } from './read-plain-document.js';
import { refuseForbiddenCharacters } from './refuse-characters.js';

const folder = new URL('../../fixtures/', import.meta.url);
const fixtures = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.bpmn')).map((name) => readFileSync(new URL(name, folder), 'utf8'));
const documents = [EMPTY_DIAGRAM_XML, ...fixtures.filter((text) => text.length < 60_000)];
const plain = (text: string) => readPlainDocument(text, DEFAULT_GATE_LIMITS);

/** What the parser says: a summary, or nothing for a refusal. */
function parsed(text: string): unknown {
  try {
    refuseForbiddenCharacters(text);
    return readWithParser(text, DEFAULT_GATE_LIMITS);
  } catch {
    return undefined;
  }
}

const PIECES = [
  '<', '>', '/', '&', '"', "'", '=', ':', ' ', '\n', '\u00a0', ']]>', '--', '-->', '<!--', '<![CDATA[', '<?', '?>', '<!', '&amp;', '&#0;', '&#10;', '&#xD800;', '&#x1F600;', '&lt', '&nbsp;',
  ' xmlns="x"', ' xmlns:a="x"', ' xmlns:a=""', ' xmlns:xml="x"', ' a:b="1"', ' id="1"', ' xml:space="x"', '</a>', '<a/>', '<a>', '<a:b/>', '<b c="d" c="d"/>', '<b/ >', 'é', '<é/>', 'a:b:c', ':', '\ufeff', '<?xml version="1.0"?>', '<!DOCTYPE x>',
];
const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 12 }), piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })) });
const edited = fc.tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 3 })).map(([text, edits]) =>
  edits.reduce((now, { at, cut, piece }) => {
    const place = at % (now.length + 1);
    return now.slice(0, place) + piece + now.slice(place + cut);
  }, text),
);

describe('reading a plain document', () => {
  it('says of common documents what the parser says', () => {
    for (const text of documents) {
      const summary = plain(text);
      if (summary !== undefined) expect(summary).toEqual(parsed(text));
    }
    expect(plain(EMPTY_DIAGRAM_XML)).toBeDefined();
    expect(documents.filter((text) => plain(text) !== undefined).length).toBeGreaterThan(documents.length / 2);
  });

  it('never lets in what the parser refuses, and never sees it differently', () => {
    fc.assert(
      fc.property(edited, (text) => {
        const summary = plain(text);
        if (summary !== undefined) expect(summary).toEqual(parsed(text));
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);

  it.each([
    ['a limit', `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">${'<a>'.repeat(70)}${'</a>'.repeat(70)}</definitions>`],
    ['another root', '<a xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'],
    ['an attribute given twice by two prefixes', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:a="x" xmlns:b="x" a:c="1" b:c="2"/>'],
    ['two roots', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/><b/>'],
    ['nothing', ''],
  ])('leaves %s to the parser', (_what, text) => expect(plain(text)).toBeUndefined());
});
