import { elementsOf, textOf } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { safeColour } from './css-colours.js';
import { drawEdge, drawEdgeTexts } from './draw-edge.js';
import { drawShape, drawShapeText } from './draw-shape.js';
import { ABOVE_EDGES, drawingRank } from './drawing-rank.js';
import { FONT_FAMILY } from './font-family.js';
import { Extent } from './geometry.js';
import type { Bounds } from './geometry.js';
import { INK, PAPER } from './paint.js';
import { placeholderSvg } from './placeholder-svg.js';
import { readScene } from './read-scene.js';
import type { RenderedSvg } from './rendered-svg.js';
import type { Drawing, Scene } from './scene.js';
import { escapeXml, num, tag } from './svg-markup.js';

export interface RenderOptions {
  /** Which diagram of the file, from 0. Default: the first that has something to draw. */
  diagramIndex?: number;
  /** Room around the diagram, in pixels. Default 20. */
  padding?: number;
  /** Longer names are cut, in characters. Default 500. */
  maxLabelLength?: number;
  /** A hex, named or rgb() colour behind the diagram; null for none. Default white. */
  background?: string | null;
}

const LARGEST_SIDE = 20_000;

/**
 * Draws a diagram from its diagram interchange (BPMN 2.0.2, clause 12) as a self-contained SVG: no scripts, styles,
 * ids or references, every text escaped, colours from a whitelist. Never throws on odd input: shapes and edges that
 * cannot be drawn are left out, and a model without layout becomes a placeholder.
 *
 * @param definitions the model as parseBpmn returns it
 */
export function renderSvg(definitions: ModdleElement, options: RenderOptions = {}): RenderedSvg {
  const background = options.background === null ? undefined : (safeColour(options.background) ?? PAPER);
  const scene = chooseScene(definitions, options.diagramIndex);
  if (!scene) return placeholderSvg(background);
  const drawing: Drawing = { extent: new Extent(), background, maxLabelLength: within(options.maxLabelLength, 1, 2_000, 500) };
  const content = drawScene(scene, drawing);
  const view = viewOf(drawing.extent.bounds(), within(options.padding, 0, 500, 20));
  const scale = Math.min(1, LARGEST_SIDE / Math.max(view.width, view.height));
  const width = Math.max(1, Math.round(view.width * scale));
  const height = Math.max(1, Math.round(view.height * scale));
  const title = scene.title ?? textOf(definitions, 'name');
  return { svg: svgDocument({ view, width, height, background, title, content }), width, height, elements: countDrawn(scene) };
}

function chooseScene(definitions: ModdleElement, index: number | undefined): Scene | undefined {
  const diagrams = elementsOf(definitions, 'diagrams');
  const candidates = index === undefined ? diagrams : diagrams.slice(index, index + 1);
  for (const diagram of candidates) {
    const scene = readScene(diagram);
    if (scene.shapes.length + scene.edges.length > 0) return scene;
  }
  return undefined;
}

function countDrawn({ shapes, edges }: Scene): number {
  return shapes.reduce((sum, shape) => sum + 1 + shape.bands.length, edges.length);
}

// Containers and nodes, then lines, then what sits on borders, then what is written outside.
function drawScene({ shapes, edges }: Scene, drawing: Drawing): string {
  const parts: string[] = [];
  const above = shapes.filter((shape) => drawingRank(shape) >= ABOVE_EDGES);
  const below = shapes.filter((shape) => drawingRank(shape) < ABOVE_EDGES);
  for (const shape of below) parts.push(drawShape(shape, drawing));
  for (const edge of edges) parts.push(drawEdge(edge, drawing));
  for (const shape of above) parts.push(drawShape(shape, drawing));
  for (const edge of edges) parts.push(drawEdgeTexts(edge, drawing));
  for (const shape of shapes) parts.push(drawShapeText(shape, drawing));
  return parts.join('');
}

function svgDocument(parts: { view: Bounds; width: number; height: number; background: string | undefined; title: string | undefined; content: string }): string {
  const { view, width, height, background, title, content } = parts;
  const ground = background ? tag('rect', { ...view, fill: background }) : '';
  const heading = title ? tag('title', {}, escapeXml(title.slice(0, 300))) : '';
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: [view.x, view.y, view.width, view.height].map(num).join(' '),
    role: 'img',
    'font-family': FONT_FAMILY,
    'font-size': 12,
    fill: INK,
  };
  return tag('svg', attributes, heading + ground + content);
}

function viewOf(bounds: Bounds | undefined, padding: number): Bounds {
  const { x, y, width, height } = bounds ?? { x: 0, y: 0, width: 0, height: 0 };
  const [left, top] = [Math.floor(x - padding), Math.floor(y - padding)];
  return { x: left, y: top, width: Math.max(1, Math.ceil(x + width + padding) - left), height: Math.max(1, Math.ceil(y + height + padding) - top) };
}

function within(value: number | undefined, least: number, most: number, usual: number): number {
  return value !== undefined && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual;
}
