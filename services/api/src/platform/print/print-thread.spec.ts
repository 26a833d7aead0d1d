import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { EMPTY_DIAGRAM_XML } from '@bpmn-studio/bpmn';
import { scaleWithin } from './draw-png.ts';
import print from './print-thread.ts';
import type { PdfTask } from './printing.ts';
import { readPicture } from './read-picture.ts';

const FIXTURES = new URL('../../../../bpmn/fixtures/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, FIXTURES));
const facts = { title: 'Order (draft) \\ ü', version: 7, savedAt: '2026-11-21T10:00:00.000Z', author: 'Ann' };
const pdfOf = async (document: Uint8Array, wish: Partial<PdfTask> = {}): Promise<Buffer> => {
  const result = await print({ work: 'pdf', document, diagram: undefined, page: 'a4', orientation: 'auto', appendix: false, facts, ...wish });
  if (!('pdf' in result)) throw new Error(JSON.stringify(result));
  return Buffer.from(result.pdf);
};

/** What stands on the pages, read as a reader selects it: glyphs by their font's way back to Unicode (PDF 1.7, 9.10.3). */
function textOf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const objects = new Map([...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body]) => [id!, body!]));
  const unpacked = (id: string) => inflateSync(Buffer.from(/stream\n([\s\S]*)\nendstream/.exec(objects.get(id)!)![1]!, 'latin1')).toString('latin1');
  const glyphs = new Map<string, string[]>();
  for (const body of objects.values()) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (map === undefined) continue;
    const letters = [...unpacked(map).matchAll(/\[([^\]]*)\]/g)].flatMap(([, list]) => [...list!.matchAll(/<([^>]*)>/g)].map(([, hex]) => Buffer.from(hex!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')));
    glyphs.set([...objects].find(([, each]) => each === body)![0], letters);
  }
  const fonts = new Map([...source.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, glyphs.get(id!) ?? []]));
  const pages = [...source.matchAll(/\/Contents (\d+) 0 R/g)].map(([, id]) => unpacked(id!));
  return pages.map((page) => [...page.matchAll(/\/(F\d+) [\d.]+ Tf[\s\S]*?\[([\s\S]*?)\] TJ/g)].map(([, font, run]) => [...run!.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g)!).map((code) => fonts.get(font!)![parseInt(code, 16)]).join('')).join('\n')).join('\f');
}

describe('a PDF', () => {
  it('has a page for each drawing, and the elements in tables', async () => {
    const pdf = await pdfOf(fixture('several-diagrams.bpmn'), { appendix: true });
    const source = pdf.toString('latin1');
    expect(source.match(/\/Type \/Page\n/g)).toHaveLength(3);
    const text = textOf(pdf);
    expect(text).toContain('Page 3 of 3');
    expect(text).toContain('Version 7 · 21 November 2026 · Ann');
    expect(text.split('\f')[2]).toContain('Documentation');
    expect(source).toMatch(/\/FontFile2/);
    expect(source).not.toMatch(/Helvetica/);
    expect(source).toContain('/Marked true');
    expect(source).toContain('/S /Figure');
  });

  it('can be searched for every name, and holds no text twice', async () => {
    const text = textOf(await pdfOf(fixture('order-process.bpmn')));
    const svg = await print({ work: 'svg', document: fixture('order-process.bpmn'), diagram: undefined });
    const written = 'svg' in svg ? [...svg.svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, each]) => each!.replaceAll('&amp;', '&')) : [];
    expect(written.length).toBeGreaterThan(5);
    for (const line of written) expect(text.split('\n').filter((each) => each === line).length).toBe(written.filter((each) => each === line).length);
  });

  it('writes what Inter lacks in a font that has it', async () => {
    const named = Buffer.from(EMPTY_DIAGRAM_XML.replace(/<bpmn:startEvent id="([^"]*)"/, '<bpmn:startEvent id="$1" name="Größe Ωμέγα Заказ Ճանապարհ ✓"'));
    const text = textOf(await pdfOf(named)).replaceAll('\n', '');
    for (const word of ['Größe', 'Ωμέγα', 'Заказ', 'Ճանապարհ', '✓']) expect(text).toContain(word);
  });

  it('is made of every drawing there is', async () => {
    for (const name of readdirSync(FIXTURES).filter((each) => each.endsWith('.bpmn'))) expect((await pdfOf(fixture(name), { page: 'fit', appendix: true })).length).toBeGreaterThan(5_000);
  }, 60_000);

  it('stays a file whatever is in names', async () => {
    const hostile = Buffer.from(EMPTY_DIAGRAM_XML.replace(/<bpmn:startEvent id="([^"]*)"/, '<bpmn:startEvent id="$1" name=") Tj ET endstream endobj &lt;script&gt; \u202e \u0301\ufe0f 👩‍👩‍👧 &#xFFFD;"'));
    expect(textOf(await pdfOf(hostile, { appendix: true, facts: { ...facts, title: 'x) /JS (', author: '\\' } }))).toContain('<script>');
  });
});

describe('a picture', () => {
  it('is refused with the reason where there is nothing to draw', async () => {
    const empty = Buffer.from('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="P"/></definitions>');
    expect(await print({ work: 'png', document: empty, diagram: undefined, scale: 1 })).toEqual({ refused: 'The file holds nothing that could be drawn.' });
    expect(await print({ work: 'svg', document: fixture('several-diagrams.bpmn'), diagram: 9 })).toEqual({ refused: expect.stringMatching(/^The file has \d+ diagrams; they are counted from 0/) });
    expect(await print({ work: 'svg', document: Buffer.from('<'), diagram: undefined }).catch(() => 'thrown')).toBeDefined();
  });

  it('of a file without layout has the one the editor would give it', async () => {
    const picture = await print({ work: 'svg', document: fixture('no-layout.bpmn'), diagram: undefined });
    const names = 'svg' in picture ? [...picture.svg.matchAll(/<text[^>]*>([^<]+)</g)].map(([, name]) => name) : [];
    expect(names.length).toBeGreaterThan(2);
    expect(await print({ work: 'png', document: fixture('no-layout.bpmn'), diagram: 0, scale: 1 })).toMatchObject({ scale: 1 });
  });

  it('gets smaller instead of too large', () => {
    expect(scaleWithin({ width: 1_000, height: 1_000 }, 4_000_000)).toBe(2);
    expect(scaleWithin({ width: 20_000, height: 20_000 }, 32_000_000)).toBe(0.25);
  });

  it('is read back as it was written', () => {
    expect(readPicture('<svg a="1&amp;2"><g><text x="3">a &lt; b</text></g><path d=""/></svg>')).toMatchObject({
      name: 'svg', attributes: { a: '1&2' }, children: [{ name: 'g', children: [{ name: 'text', text: 'a < b' }] }, { name: 'path' }],
    });
    expect(() => readPicture('<svg><!-- x --></svg>')).toThrow();
    expect(() => readPicture('<svg>')).toThrow();
  });
});
