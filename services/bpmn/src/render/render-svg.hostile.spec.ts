import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSvg } from '../../fixtures/read-svg.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { parseBpmn } from '../model/parse-bpmn.js';
import { renderSvg } from './render-svg.js';
import { escapeXml } from './svg-markup.js';

const NAMESPACES = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:b="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:d="http://www.omg.org/spec/DD/20100524/DI"';
const document = (model: string, shapes: string) => `<definitions ${NAMESPACES}><process id="P">${model}</process><b:BPMNDiagram><b:BPMNPlane bpmnElement="P">${shapes}</b:BPMNPlane></b:BPMNDiagram></definitions>`;
const shape = (of: string, bounds: string) => `<b:BPMNShape bpmnElement="${of}"><c:Bounds ${bounds}/></b:BPMNShape>`;
const PLAIN = 'x="10" y="10" width="100" height="80"';

async function draw(model: string, shapes: string) {
  return renderSvg((await parseBpmn(document(model, shapes))).definitions);
}

describe('renderSvg with hostile content', () => {
  it.each(['</text><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', ']]><svg onload=1>', '&lt;script&gt;', '<!--', '\u202Egnp.exe'])('writes the name %s as text', async (name) => {
    const { svg } = await draw(`<task id="T" name="${escapeXml(name)}"/><startEvent id="S" name="${escapeXml(name)}"/><textAnnotation id="A"><text>${escapeXml(name)}</text></textAnnotation>`, shape('T', PLAIN) + shape('S', PLAIN) + shape('A', PLAIN));
    const nodes = readSvg(svg);
    expect(new Set(nodes.map((node) => node.name))).toEqual(new Set(['svg', 'rect', 'g', 'text', 'circle', 'path', ...(nodes.some((node) => node.name === 'tspan') ? ['tspan'] : [])]));
    expect(nodes.flatMap((node) => Object.keys(node.attributes)).filter((key) => key.startsWith('on'))).toEqual([]);
  });

  it('draws the same elements whatever a name says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (name) => {
        const { definitions } = await parseBpmn(document('<task id="T"/>', shape('T', PLAIN)));
        const task = (definitions['rootElements'] as ModdleElement[])[0]!['flowElements'] as ModdleElement[];
        Object.assign(task[0]!, { name, id: name });
        const kinds = readSvg(renderSvg(definitions).svg).map((node) => node.name).filter((kind) => kind !== 'text' && kind !== 'tspan');
        expect(kinds).toEqual(['svg', 'rect', 'g', 'rect']);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['x="NaN" y="0" width="10" height="10"', 'x="1e308" y="0" width="10" height="10"', 'x="0" y="0" width="-5" height="10"', 'x="0" y="0" width="0" height="0"', 'width="Infinity" height="10"', 'x="9999999" y="0" width="1" height="1"', 'y="q"', ''])('leaves out a shape with the bounds %s', async (bounds) => {
    const { svg, elements, width } = await draw('<task id="T"/><task id="U"/>', shape('T', bounds) + shape('U', PLAIN));
    expect(elements).toBe(1);
    expect(width).toBe(140);
    readSvg(svg);
  });

  it('leaves out edges without two usable waypoints and shapes without element or bounds', async () => {
    const { elements } = await draw(
      '<task id="T"/><task id="U"/><sequenceFlow id="F" sourceRef="T" targetRef="U"/>',
      `${shape('T', PLAIN)}<b:BPMNShape bpmnElement="U"/><b:BPMNShape bpmnElement="Gone"><c:Bounds ${PLAIN}/></b:BPMNShape><b:BPMNEdge bpmnElement="F"><d:waypoint x="1" y="1"/><d:waypoint x="1" y="1"/></b:BPMNEdge><b:BPMNEdge bpmnElement="F"/>`,
    );
    expect(elements).toBe(1);
  });

  it('keeps a diagram as wide as the coordinates allow within its largest side', async () => {
    const { width, height } = await draw('<task id="T"/><task id="U"/>', shape('T', 'x="-99999" y="0" width="9" height="9"') + shape('U', 'x="99990" y="0" width="9" height="9"'));
    expect(width).toBe(20_000);
    expect(height).toBeGreaterThan(0);
  });

  it('survives any numbers in the layout', async () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, 1e-9, 99_999));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(number, number, number, number), { minLength: 1, maxLength: 4 }), async (boxes) => {
        const kinds = ['subProcess', 'startEvent', 'exclusiveGateway', 'textAnnotation', 'dataObjectReference', 'group', 'callActivity', 'userTask'];
        const model = kinds.map((kind, i) => `<${kind} id="E${i}" name="name of it"/>`).join('');
        const shapes = kinds.map((_kind, i) => shape(`E${i}`, boxes.map(([x, y, w, h]) => `x="${x}" y="${y}" width="${w}" height="${h}"`)[i % boxes.length]!)).join('');
        const { svg, width, height } = await draw(model, shapes);
        readSvg(svg);
        expect(svg).not.toMatch(/NaN|Infinity/);
        expect(Math.max(width, height)).toBeLessThanOrEqual(20_000);
      }),
      { numRuns: 100 },
    );
  });

  it('draws 500 elements in time and within size, with long names', async () => {
    const tasks = Array.from({ length: 250 }, (_, i) => `<userTask id="T${i}" name="${'long name '.repeat(40)}"/><sequenceFlow id="F${i}" name="flow" sourceRef="T${i}" targetRef="T${(i + 1) % 250}"/>`).join('');
    const shapes = Array.from({ length: 250 }, (_, i) => `${shape(`T${i}`, `x="${(i % 25) * 150}" y="${Math.floor(i / 25) * 120}" width="100" height="80"`)}<b:BPMNEdge bpmnElement="F${i}"><d:waypoint x="0" y="${i}"/><d:waypoint x="50" y="${i}"/></b:BPMNEdge>`).join('');
    const { definitions } = await parseBpmn(document(tasks, shapes));
    const begin = performance.now();
    const { svg, elements } = renderSvg(definitions);
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(elements).toBe(500);
    expect(svg.length).toBeLessThan(600_000);
  });

  it('gives a placeholder for what is hardly a model', () => {
    expect(renderSvg({ $type: 'bpmn:Definitions' }).elements).toBe(0);
    expect(renderSvg({ $type: 'x', diagrams: [{ $type: 'bpmndi:BPMNDiagram' }] }).elements).toBe(0);
  });
});
