import { describe, expect, it } from '@jest/globals';
import { CORPUS, PLAIN } from '../../../infrastructure/fuzz/hostile/corpus.mjs';
import { readSvg } from '../fixtures/read-svg.js';
import { diffBpmn } from './diff/diff-bpmn.js';
import { BpmnGateError } from './gate/bpmn-gate-error.js';
import { decodeBpmn } from './gate/decode-bpmn.js';
import { gateDocument } from './gate/gate-document.js';
import { inspectBpmn } from './inspect/inspect-bpmn.js';
import { layOut } from './layout/lay-out.js';
import { mergeBpmn } from './merge/merge-bpmn.js';
import { indexElements } from './model/index-elements.js';
import { parseBpmn } from './model/parse-bpmn.js';
import { renderSvg } from './render/render-svg.js';

/** Larger ones go through all of it in `npm run fuzz -- xml`. */
const SMALL = 100_000;

/** Attributes that hold what people wrote. */
const TEXTS = new Set(['aria-label', 'data-element-id']);

const small = CORPUS.filter(({ expected, bytes }) => expected === 'in' && bytes().length < SMALL);

describe('the corpus of hostile files', () => {
  it('is one, and says of every file what it attacks', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(60);
    expect(small.length).toBeGreaterThanOrEqual(50);
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
    for (const { attacks } of CORPUS) expect(attacks).not.toBe('');
  });

  it.each(CORPUS.map((file) => [file.name, file.expected, file] as const))('%s: %s', (_, expected, { bytes }) => {
    expect(verdictOf(bytes())).toBe(expected);
  });

  it.each(small.map((file) => [file.name, file] as const))('%s is read, drawn, laid out, compared and merged', async (_, { bytes }) => {
    const { text } = decodeBpmn(bytes());
    const { definitions } = await parseBpmn(text);
    indexElements(definitions);
    await inspectBpmn(text);
    expectInert(renderSvg(definitions).svg);
    for (const anew of [false, true]) expect(verdictOf(layOut(text, { anew }).text)).toBe('in');
    expect(diffBpmn(text, text).elements).toEqual([]);
    diffBpmn(PLAIN, text);
    const mine = PLAIN.replace('"Plain"', '"Mine"');
    for (const input of [{ base: PLAIN, mine, theirs: text }, { base: PLAIN, mine: text, theirs: mine }, { base: text, mine: text, theirs: text }]) {
      expect(verdictOf(mergeBpmn(input).text)).toBe('in');
    }
  });
});

function verdictOf(document: string | Uint8Array): string {
  try {
    gateDocument(document);
    return 'in';
  } catch (error) {
    if (error instanceof BpmnGateError) return error.reason;
    throw error;
  }
}

/** A drawing of ours holds nothing but these, no handlers, and no address of anything. */
function expectInert(svg: string): void {
  for (const { name, attributes } of readSvg(svg)) {
    expect(['svg', 'g', 'rect', 'circle', 'ellipse', 'path', 'line', 'polygon', 'polyline', 'text', 'tspan', 'title']).toContain(name);
    expect(Object.keys(attributes).filter((key) => /^on|href$|^style$/i.test(key))).toEqual([]);
    expect(Object.entries(attributes).filter(([key, value]) => !TEXTS.has(key) && /url\(|script|127\.0\.0\.1/i.test(value))).toEqual([]);
  }
}
