import { middleOf } from './geometry.js';
import type { Bounds } from './geometry.js';
import { drawOuter, flowText, LINE, OUTER_SIZE } from './label.js';
import { nameOf } from './name-of.js';
import { measureText } from './text-measure.js';
import type { Drawing, SceneEdge, SceneShape } from './scene.js';

const USUAL_WIDTH = 90;
const BELOW = 4;

/** The name beside an event, gateway, data or conversation shape: where the file puts it, else below the shape. */
export function drawShapeLabel(shape: SceneShape, drawing: Drawing): string {
  const text = nameOf(shape.element, drawing.maxLabelLength);
  if (!text) return '';
  const { bounds, labelBounds, paint } = shape;
  if (labelBounds) return placed(text, labelBounds, paint.label, drawing);
  const at = { x: bounds.x + bounds.width / 2, top: bounds.y + bounds.height + BELOW };
  return drawOuter(text, at, Math.max(USUAL_WIDTH, bounds.width), paint.label, drawing.extent, drawing.background);
}

/**
 * The name of a flow: where the file puts it, else at its middle (above a level piece, right of an upright one), below
 * the envelope when one sits there, whose half height is `occupied`.
 */
export function drawEdgeLabel(edge: SceneEdge, drawing: Drawing, occupied = 0): string {
  const text = nameOf(edge.element, drawing.maxLabelLength);
  if (!text) return '';
  if (edge.labelBounds) return placed(text, edge.labelBounds, edge.paint.label, drawing);
  const { at, direction } = middleOf(edge.waypoints);
  const block = flowText(text, USUAL_WIDTH, OUTER_SIZE);
  const isLevel = Math.abs(direction.x) >= Math.abs(direction.y);
  const place = occupied > 0 ? { x: at.x, top: at.y + occupied + 2 } : isLevel ? { x: at.x, top: at.y - block.height - 3 } : { x: at.x + block.width / 2 + 5, top: at.y - block.height / 2 };
  return drawOuter(text, place, USUAL_WIDTH, edge.paint.label, drawing.extent, drawing.background);
}

function placed(text: string, bounds: Bounds, colour: string, drawing: Drawing): string {
  const width = widthFor(text, bounds);
  return drawOuter(text, { x: bounds.x + bounds.width / 2, top: topOf(text, bounds, width) }, width, colour, drawing.extent, drawing.background);
}

// The box in the file is what another tool's font took: one line stays one line, and two stay two where they can.
function widthFor(text: string, bounds: Bounds): number {
  const widestWord = Math.max(0, ...text.split(/\s+/).map((word) => measureText(word, OUTER_SIZE)));
  return Math.max(lineWidth(text, bounds), Math.min(widestWord + 1, 1.6 * USUAL_WIDTH));
}

function lineWidth(text: string, { width, height }: Bounds): number {
  if (width < 12) return USUAL_WIDTH;
  const lines = Math.round(height / (OUTER_SIZE * LINE));
  if (lines <= 1) return Math.max(width + 10, width * 1.25);
  const balanced = (measureText(text, OUTER_SIZE) / lines) * 1.15;
  const isTooWide = flowText(text, width + 4, OUTER_SIZE).lines.length < lines && flowText(text, balanced, OUTER_SIZE).lines.length === lines;
  return isTooWide && balanced > 0.35 * width ? balanced : width + 4;
}

function topOf(text: string, bounds: Bounds, width: number): number {
  const { height } = flowText(text, width, OUTER_SIZE);
  const slack = bounds.height - height;
  return slack > 0 && slack < 2 * OUTER_SIZE ? bounds.y + slack / 2 : bounds.y;
}
