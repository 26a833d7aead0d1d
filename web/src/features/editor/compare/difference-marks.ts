import { CHANGE_SIGNS, type ChangeSign } from '../../../lib/change-signs.js';
import type { Box, CanvasElement } from '../canvas/services.js';
import { boxOf } from '../canvas/reveal-element.js';

/** An element that differs, as it is to be marked. */
export interface ElementMark {
  readonly elementId: string;
  readonly sign: ChangeSign;
}

/** A mark with what it goes around. */
export interface Drawn extends ElementMark {
  readonly element: CanvasElement;
  /** The one that is looked at. */
  readonly isCurrent: boolean;
  /** Pictures of what is not in this version. */
  readonly ghost?: readonly SVGElement[];
}

const SVG = 'http://www.w3.org/2000/svg';
/** Between an element and its frame, in the coordinates of the plane. */
const ROOM = 5;
const BADGE = 9;

/**
 * Draws a frame and a sign for each difference. They lie over the drawing in a layer of their own: neither document nor
 * canvas know of them.
 */
export function drawMarks(layer: SVGElement, marks: readonly Drawn[]): void {
  // The one that is looked at lies on top.
  layer.replaceChildren(...marks.toSorted((a, b) => Number(a.isCurrent) - Number(b.isCurrent)).flatMap(markOf));
}

/** Signs keep a size at which they can be read, however small the drawing is; frames get thinner, but not with it. */
export function sizeSigns(layer: SVGElement, zoom: number): void {
  layer.style.setProperty('--diff-line', String(Math.min(1, Math.max(0.55, zoom * 1.5))));
  layer.style.setProperty('--diff-sign-size', String(Math.min(2.2, Math.max(0.9, 0.85 / zoom))));
}

function markOf({ elementId, sign, element, isCurrent, ghost = [] }: Drawn): SVGElement[] {
  const box = boxOf(element);
  if (!box) return [];
  const mark = make('g', { class: 'diff-mark', 'data-sign': sign, 'data-element-id': elementId, 'data-current': isCurrent ? 'true' : undefined, 'data-ghost': ghost.length > 0 ? 'true' : undefined });
  if (ghost.length > 0) {
    const picture = make('g', { class: 'diff-ghost' });
    picture.append(...ghost);
    mark.append(picture);
  }
  mark.append(...(element.waypoints ? lines(element.waypoints) : frames(box)), badge(sign, element.waypoints ? middleOf(element.waypoints) : { x: box.x - ROOM, y: box.y - ROOM }));
  return [mark];
}

/** A pale one below keeps it visible on whatever colour lies under it. */
function frames({ x, y, width, height }: Box): SVGElement[] {
  const at = { x: x - ROOM, y: y - ROOM, width: width + 2 * ROOM, height: height + 2 * ROOM, rx: 10 };
  return [make('rect', { class: 'diff-halo', ...at }), make('rect', { class: 'diff-frame', ...at })];
}

function lines(points: readonly { readonly x: number; readonly y: number }[]): SVGElement[] {
  const d = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return [make('path', { class: 'diff-halo', d }), make('path', { class: 'diff-frame', d })];
}

function badge(sign: ChangeSign, { x, y }: { readonly x: number; readonly y: number }): SVGElement {
  const place = make('g', { transform: `translate(${x} ${y})` });
  const scaled = make('g', { class: 'diff-sign' });
  const letter = make('text', { 'text-anchor': 'middle', y: 4.6 });
  letter.textContent = CHANGE_SIGNS[sign];
  scaled.append(make('circle', { r: BADGE }), letter);
  place.append(scaled);
  return place;
}

function middleOf(points: readonly { readonly x: number; readonly y: number }[]): { x: number; y: number } {
  const at = Math.floor((points.length - 1) / 2);
  const [from, to] = [points[at], points[at + 1] ?? points[at]];
  return from && to ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : { x: 0, y: 0 };
}

function make(name: string, attributes: Readonly<Record<string, string | number | undefined>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, String(value));
  return element;
}
