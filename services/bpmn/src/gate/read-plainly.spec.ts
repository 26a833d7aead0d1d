import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { EMPTY_DIAGRAM_XML } from '../model/empty-diagram.js';
import { BpmnGateError } from './bpmn-gate-error.js';
import { readThoroughly } from './gate-bpmn.js';
import { DEFAULT_GATE_LIMITS, type GateLimits } from './gate-limits.js';
import { readPlainly } from './read-plainly.js';
import { refuseForbiddenCharacters } from './refuse-characters.js';

const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"';
const within = (content: string) => `${OPEN}>${content}</definitions>`;
const FEW = { maxElements: 3, maxDepth: 2 };
const plainly = (text: string, limits: Partial<GateLimits> = {}) => readPlainly(text, { ...DEFAULT_GATE_LIMITS, ...limits });

/** What somebody makes of it; undefined where it is refused. */
function allowed(text: string, read: (text: string) => unknown): unknown {
  try {
    refuseForbiddenCharacters(text); // comes before either of them
    return read(text);
  } catch (error) {
    if (error instanceof BpmnGateError) return undefined;
    throw error;
  }
}

function faultOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    const { reason, detail, line, column } = error;
    return { reason, detail, line, column };
  }
}

describe('readPlainly', () => {
  it.each([...FIXTURES.map((name) => [name, readFixture(name)]), ['an empty diagram', EMPTY_DIAGRAM_XML], ['a byte order mark', `\uFEFF${EMPTY_DIAGRAM_XML}`]])('reads %s as the parser does', (_name, text) => {
    const read = plainly(text);
    expect(read).toEqual(readThoroughly(text));
    expect(read).toBeDefined();
  });

  it.each([
    ['references', within('<process><task id="a" name="a &amp; b&#10;c\n&quot;d&#34;">&lt;&#228;&#x1F600;&#38;</task ></process>')],
    ['comments', `<!-- a -->${within('<!----><!-- - > -->')}<!-- b -->\n`],
    ['vendors', within('<x:a xmlns:x="u" x:b="1" xml:lang="de"/><x xmlns="" id="x"/>')],
    ['two prefixes of two namespaces', within('<a xmlns:x="u" xmlns:y="v" x:c="1" y:c="2"/>')],
    ['a name', `${OPEN} name=" Order " id="d" exporter="E"><process name="P"/></definitions>`],
  ])('reads %s as the parser does', (_what, text) => {
    expect(plainly(text)).toEqual(readThoroughly(text));
  });

  it.each([
    ['CDATA', within('<![CDATA[a]]>')],
    ['an instruction', within('<?a b?>')],
    ['single quotes', `${OPEN} id='a'/>`],
    ['other names', within('<größe/>')],
    ['references in what is wanted of it', `${OPEN} name="a &amp; b"/>`],
    ['many attributes', within(`<a ${Array.from({ length: 17 }, (_, n) => `a${n}="" `).join('')}/>`)],
    ['one namespace under two prefixes', within('<a xmlns:x="u" xmlns:y="u" x:a="1" y:b="2"/>')],
  ])('leaves %s to the parser, which knows', (_what, text) => {
    expect(plainly(text)).toBeUndefined();
    expect(allowed(text, (given) => readThoroughly(given))).toBeDefined();
  });

  it.each([
    ['elements', { maxElements: 3 }, within('\n<a/>\r\n<b/><c id="1"/>')],
    ['depth', { maxDepth: 2 }, `\uFEFF${within('<a>ä\n<b></b></a>')}`],
  ])('refuses a document beyond the limit of %s as the parser does', (_what, limits, text) => {
    const refused = faultOf(() => plainly(text, limits));
    expect(refused).toMatchObject({ line: expect.any(Number) });
    expect(refused).toEqual(faultOf(() => readThoroughly(text, { ...DEFAULT_GATE_LIMITS, ...limits })));
  });

  it.each([
    ['attributes', { maxAttributes: 2 }, within('<a b="" c="" d=""/>')],
    ['a long name', { maxNameLength: 50 }, within(`<${'a'.repeat(51)}/>`)],
    ['a long id', { maxNameLength: 50 }, within(`<a id="${'a'.repeat(51)}"/>`)],
    ['a long name of an attribute', { maxNameLength: 50 }, within(`<a ${'a'.repeat(51)}=""/>`)],
  ])('knows nothing of a document beyond the limit of %s', (_what, limits, text) => {
    expect(plainly(text)).toBeDefined();
    expect(plainly(text, limits)).toBeUndefined();
  });

  it('never says anything but what the parser says', () => {
    const marks = ['<', '>', '/', '</', '/>', '"', "'", '=', ' ', '\n', ':', '&', ';', '&amp;', '&#10;', '&#1;', '&#228;', '&#0034;', '&#x10FFFF;', '&#x110000;', '&#xD800;', '&#65534;', '&#X41;', '&#;', '&lol;', '--', '<!--', '-->', '<![CDATA[', ']]>', '<?a?>', '<!DOCTYPE a>', ' id="a"', ' a:b="c"', ' xmlns:a="u"', ' xmlns:b="u"', ' xmlns=""', ' xmlns:xml="u"', ' xmlnsa:b="c"', '<a>', '</a>', '<a:b/>', '<b', '1', '\uFEFF', 'ä'];
    const piece = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...marks) }, fc.string({ unit: 'binary', maxLength: 3 }));
    const documents = [within('<process id="p" name="P"><a:task xmlns:a="v" a:c="1"/>text</process>'), EMPTY_DIAGRAM_XML, readFixture('colours').slice(0, 3_000)];
    const changed = fc.tuple(fc.constantFrom(...documents), fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.array(piece, { maxLength: 3 })), { minLength: 1, maxLength: 3 })).map(([document, changes]) =>
      changes.reduce((text, [at, removed, pieces]) => text.slice(0, at % (text.length + 1)) + pieces.join('') + text.slice((at % (text.length + 1)) + removed), document),
    );
    const built = fc.array(piece, { maxLength: 20 }).map((pieces) => within(pieces.join('')));
    fc.assert(
      fc.property(fc.oneof(changed, built), (text) => {
        const read = allowed(text, (given) => plainly(given));
        if (read !== undefined) expect(read).toEqual(allowed(text, (given) => readThoroughly(given)));
        const refused = allowed(text, (given) => faultOf(() => plainly(given, FEW)));
        if (refused !== undefined) expect(refused).toEqual(allowed(text, (given) => faultOf(() => readThoroughly(given, { ...DEFAULT_GATE_LIMITS, ...FEW }))));
      }),
      { numRuns: 800 },
    );
  });
});
