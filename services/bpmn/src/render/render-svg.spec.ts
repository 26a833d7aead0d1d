import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readExpectedSvg, readFixture } from '../../fixtures/read-fixture.js';
import { readSvg, textsOf } from '../../fixtures/read-svg.js';
import { parseBpmn } from '../model/parse-bpmn.js';
import { renderSvg } from './render-svg.js';
import type { RenderOptions } from './render-svg.js';

async function draw(name: string, options?: RenderOptions) {
  return renderSvg((await parseBpmn(readFixture(name))).definitions, options);
}

const nodesOf = (svg: string, elementId: string) => {
  const [, rest = ''] = svg.split(`<g data-element-id="${elementId}">`);
  return rest.split('<g data-element-id=')[0] ?? '';
};

describe('renderSvg', () => {
  it.each(FIXTURES)('draws %s as well-formed, self-contained SVG', async (name) => {
    const { svg, width, height } = await draw(name);
    const nodes = readSvg(svg);
    expect(nodes[0]).toMatchObject({ name: 'svg', attributes: { xmlns: 'http://www.w3.org/2000/svg', width: String(width), height: String(height), 'font-family': expect.stringMatching(/^Inter,/) } });
    expect(new Set(nodes.map((node) => node.name))).toEqual(new Set(nodes.map((node) => node.name).filter((tag) => ['svg', 'title', 'g', 'rect', 'circle', 'path', 'text', 'tspan'].includes(tag))));
    for (const { attributes } of nodes) expect(Object.keys(attributes).filter((key) => /^on|href|style|^id$|class/.test(key))).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|url\(/);
  });

  // To accept a change: look at the new picture, then write it over the file.
  it.each(['order-process', 'every-event', 'every-activity', 'gateways-and-data', 'choreography-and-conversation'])('draws %s as it was agreed', async (name) => {
    expect((await draw(name)).svg).toBe(readExpectedSvg(name).trimEnd());
  });

  it('draws every shape and edge, and writes every name', async () => {
    const { svg, elements } = await draw('order-process');
    expect(elements).toBe(24);
    expect(textsOf(svg)).toMatch(/Order received/);
    expect(textsOf(svg)).toContain('In stock?');
    expect(textsOf(svg)).toContain('checked by two people');
  });

  it('draws the diagram that is asked for, and a placeholder for one that is not there', async () => {
    expect(textsOf((await draw('several-diagrams')).svg)).toContain('Trip wanted');
    const second = await draw('several-diagrams', { diagramIndex: 1 });
    expect(textsOf(second.svg)).toContain('Book hotel');
    expect(textsOf(second.svg)).not.toContain('Trip wanted');
    expect((await draw('several-diagrams', { diagramIndex: 9 })).elements).toBe(0);
    expect((await draw('several-diagrams', { diagramIndex: -1.5 })).svg).toContain('<svg');
  });

  it('draws a placeholder for a model without a layout', async () => {
    const { svg, elements } = await draw('no-layout');
    expect(elements).toBe(0);
    expect(textsOf(svg)).toContain('No layout');
  });

  it('draws containers below their content, whatever order the file has', async () => {
    const { svg } = await draw('every-activity');
    for (const [outer, inner] of [['Big', 'BigTask'], ['BigTx', 'TxTask'], ['BigEvent', 'EvStart']]) expect(svg.indexOf(`data-element-id="${outer}"`)).toBeLessThan(svg.indexOf(`data-element-id="${inner}"`));
  });

  it('draws lines above nodes and boundary events above lines', async () => {
    const { svg } = await draw('order-process');
    expect(svg.indexOf('"Backorder"')).toBeLessThan(svg.indexOf('"F9"'));
    expect(svg.indexOf('"F9"')).toBeLessThan(svg.indexOf('"Late"'));
  });

  it('uses the colours of both extensions and refuses what is no colour', async () => {
    const { svg } = await draw('colours');
    expect(nodesOf(svg, 'T1')).toMatch(/fill="#bbdefb" stroke="#0d4372"/);
    expect(nodesOf(svg, 'T1')).toContain('fill="rgb(13, 67, 114)"');
    expect(nodesOf(svg, 'T2')).toMatch(/fill="#ffe0b2" stroke="#6b3c00"/);
    expect(nodesOf(svg, 'T3')).toMatch(/<text[^>]*fill="#ffffff"/);
    expect(nodesOf(svg, 'T4')).toMatch(/fill="#ffffff" stroke="#20242c"/);
    expect(svg).not.toMatch(/evil|script|style=/);
  });

  it('takes padding, background and the length of labels', async () => {
    const [tight, roomy] = [await draw('several-diagrams', { padding: 0 }), await draw('several-diagrams', { padding: 50 })];
    expect(roomy.width - tight.width).toBe(100);
    expect((await draw('several-diagrams', { background: null })).svg).not.toContain('width="352" height="120" fill="#ffffff"');
    expect((await draw('several-diagrams', { background: '#eee' })).svg).toContain('fill="#eee"');
    expect((await draw('several-diagrams', { background: '"><script>' })).svg).not.toContain('script');
    expect(textsOf((await draw('order-process', { maxLabelLength: 5 })).svg)).toContain('Chec…');
  });
});
