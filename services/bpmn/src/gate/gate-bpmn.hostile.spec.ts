import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeXml } from '../render/svg-markup.js';
import { readFixture } from '../../fixtures/read-fixture.js';
import { blankLongPassages } from './blank-long-passages.js';
import { BpmnGateError } from './bpmn-gate-error.js';
import { gateBpmn } from './gate-bpmn.js';

const OPEN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"';
const MILLION = 1_000_000;

// On the save path: 300 ms of processor time on a quiet machine. The bar leaves room for coverage counters and a busy
// machine; what it must catch, work that grows faster than the document, takes minutes.
const BAR_MS = 3_000;

function verdict(text: string): string {
  try {
    gateBpmn(text);
    return 'in';
  } catch (error) {
    if (error instanceof BpmnGateError) return error.reason;
    throw error;
  }
}

describe('gateBpmn under attack', () => {
  const attacks: [string, string, () => string][] = [
    ['20,000 nested elements', 'too_deep', () => `${OPEN}>${'<a>'.repeat(20_000)}`],
    ['300,000 attributes', 'too_many_attributes', () => `${OPEN}${Array.from({ length: 300_000 }, (_, i) => ` a${i}=""`).join('')}/>`],
    ['a million elements', 'too_many_elements', () => `${OPEN}>${'<a/>'.repeat(MILLION)}</definitions>`],
    ['5 MB of entity declarations', 'doctype', () => `<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(330_000)}]>${OPEN}/>`],
    ['5 MB of dashes in a comment', 'in', () => `${OPEN}><!--${'-a'.repeat(2.5 * MILLION)}--></definitions>`],
    ['5 MB of brackets in CDATA', 'in', () => `${OPEN}><![CDATA[${']a'.repeat(2.5 * MILLION)}]]></definitions>`],
    ['5 MB of question marks in an instruction', 'in', () => `${OPEN}><?a ${'?a'.repeat(2.5 * MILLION)}?></definitions>`],
    ['5 MB of line ends in an attribute', 'in', () => `${OPEN} a="${'\n'.repeat(5 * MILLION)}"/>`],
    ['5 MB of line ends in a text', 'in', () => `${OPEN}>${'\r\n'.repeat(2.5 * MILLION)}</definitions>`],
    ['a million references', 'in', () => `${OPEN}>${'&amp;'.repeat(MILLION)}</definitions>`],
    ['a name of 5 MB', 'too_long', () => `<${'a'.repeat(5 * MILLION)}/>`],
    ['prefixes to be looked up from far down', 'not_well_formed', () => `${OPEN} xmlns:b="u">${'<b:a>'.repeat(60)}${`<a${Array.from({ length: 64 }, (_, i) => ` b:a${i}=""`).join('')}/>`.repeat(8_000)}`],
    ['a million comments that never end', 'not_well_formed', () => `${OPEN}>${'<!--'.repeat(MILLION)}`],
    ['2.5 million instructions that never end', 'not_well_formed', () => `${OPEN}>${'<?'.repeat(2.5 * MILLION)}`],
    ['many CDATA sections that never end', 'not_well_formed', () => `${OPEN}>${'<![CDATA['.repeat(500_000)}`],
    ['6 MB', 'too_large', () => 'é'.repeat(3 * MILLION)],
  ];

  it.each(attacks)('answers %s with %s in time', (_what, expected, make) => {
    const text = make();
    const begin = process.cpuUsage();
    expect(verdict(text)).toBe(expected);
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000).toBeLessThan(BAR_MS);
  });

  it('never throws anything but its own error', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE', '&', ';', '"', "'", '=', ' xmlns:', 'definitions', OPEN));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(typeof verdict(pieces.join(''))).toBe('string');
        expect(typeof verdict(`${OPEN}>${pieces.join('')}</definitions>`)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  it('lets in any name that is escaped', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => expect(verdict(`${OPEN} name="${escapeXml(name)}">${escapeXml(name)}</definitions>`)).toBe('in')));
  });

  it('lets in no document that is cut off', () => {
    const whole = readFixture('order-process').trimEnd();
    fc.assert(fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => expect(verdict(whole.slice(0, length))).toMatch(/not_well_formed|empty/)));
  });

  it('judges a document with long passages as it would judge the passages unblanked', () => {
    const filler = fc.constantFrom('a', '-a', ']a', '?a', '\n', '<', '&', '"', '>', '--', ']]', '?');
    const frame = fc.constantFrom(['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?pi ', '?>'], ['', ''], ['<a b="', '"/>']);
    fc.assert(
      fc.property(frame, fc.array(filler, { minLength: 1, maxLength: 4 }), ([before, after], parts) => {
        const content = (times: number) => `${OPEN}>${before}${parts.join('').repeat(times)}${after}</definitions>`;
        expect(blankLongPassages(content(40_000))).toHaveLength(content(40_000).length);
        expect(verdict(content(40_000))).toBe(verdict(content(2)));
      }),
      { numRuns: 15 },
    );
  });
});
