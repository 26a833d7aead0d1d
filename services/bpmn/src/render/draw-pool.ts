import { elementOf } from '../model/moddle-element.js';
import { bars, MARKER_SIZE, place } from './activity-markers.js';
import { inset } from './geometry.js';
import type { Bounds } from './geometry.js';
import { drawCentred, drawTurned } from './label.js';
import { nameOf } from './name-of.js';
import type { Drawing, SceneShape } from './scene.js';
import { path, tag } from './svg-markup.js';

/** How wide the strip is that carries the name of a pool or lane. */
const STRIP = 30;

/** A pool: with a strip for its name when it has content, else a black box with the name in its middle. */
export function drawPool(shape: SceneShape, drawing: Drawing): string {
  const { bounds, paint, horizontal } = shape;
  const box = tag('rect', { ...bounds, fill: paint.fill, stroke: paint.stroke, 'stroke-width': 1.5 });
  const name = nameOf(shape.element, drawing.maxLabelLength);
  const text = name ? poolName(shape, name) : '';
  if (!shape.expanded) return box + text + multiplicity(shape);
  const { x, y, width, height } = bounds;
  const d = horizontal ? path`M${x + STRIP} ${y}V${y + height}` : path`M${x} ${y + STRIP}H${x + width}`;
  const divider = Math.min(width, height) > STRIP ? tag('path', { d, fill: 'none', stroke: paint.stroke, 'stroke-width': 1.5 }) : '';
  return box + divider + text + multiplicity(shape);
}

/** A lane: its border and its name along the side where it begins. */
export function drawLane(shape: SceneShape, drawing: Drawing): string {
  const { bounds, paint } = shape;
  const isPainted = paint.fill !== '#ffffff';
  const box = tag('rect', { ...bounds, fill: isPainted ? paint.fill : 'none', stroke: paint.stroke, 'stroke-width': 1.2 });
  const name = nameOf(shape.element, drawing.maxLabelLength);
  return name ? box + stripText(shape, name) : box;
}

function poolName(shape: SceneShape, name: string): string {
  if (shape.expanded) return stripText(shape, name);
  const { bounds } = shape;
  const isUpright = bounds.height > 3 * bounds.width && bounds.width < 70;
  return isUpright ? drawTurned(name, inset(bounds, 5), shape.paint.text, 13) : drawCentred(name, inset(bounds, 6), shape.paint.text, 13);
}

function stripText({ bounds, horizontal, paint }: SceneShape, name: string): string {
  const { x, y, width, height } = bounds;
  const strip: Bounds = horizontal ? { x, y, width: Math.min(STRIP, width), height } : { x, y, width, height: Math.min(STRIP, height) };
  return horizontal ? drawTurned(name, inset(strip, 4), paint.text) : drawCentred(name, inset(strip, 4), paint.text);
}

// Three bars at the bottom say that the participant stands for several (BPMN 2.0, 9.3.1).
function multiplicity({ element, bounds, paint }: SceneShape): string {
  const multiple = elementOf(element, 'participantMultiplicity');
  if (!multiple || Number(multiple['maximum'] ?? 2) < 2) return '';
  return tag('g', { transform: place(bounds.x + (bounds.width - MARKER_SIZE) / 2, bounds.y + bounds.height - MARKER_SIZE - 3) }, bars(paint.stroke));
}
