import { drawOuter, drawText, fitText } from './label.js';
import { nameOf } from './name-of.js';
import { PAPER } from './paint.js';
import type { Drawing, SceneShape } from './scene.js';
import { path, tag } from './svg-markup.js';

/** A text annotation: an open bracket on the left and the text beside it. */
export function drawAnnotation(shape: SceneShape, drawing: Drawing): string {
  const { bounds, paint } = shape;
  const { x, y, width, height } = bounds;
  const arm = Math.min(10, width / 3);
  const ground = paint.fill === PAPER ? '' : tag('rect', { ...bounds, fill: paint.fill });
  const bracket = tag('path', { d: path`M${x + arm} ${y}H${x}V${y + height}H${x + arm}`, fill: 'none', stroke: paint.stroke, 'stroke-width': 1.5 });
  const text = nameOf(shape.element, Math.max(drawing.maxLabelLength, 600));
  if (!text) return ground + bracket;
  const block = fitText(text, { width: width - 9, height });
  drawing.extent.add({ x: x + 6, y, width: block.width, height: block.height });
  const top = y + Math.max(0, (height - block.height) / 2);
  return ground + bracket + drawText(block, { x: x + 6, top, anchor: 'start', colour: paint.text });
}

/** A group: a rounded frame of dashes and dots with its category value on top. */
export function drawGroup(shape: SceneShape, drawing: Drawing): string {
  const { bounds, paint, labelBounds } = shape;
  const frame = tag('rect', { ...bounds, rx: 10, fill: paint.fill === PAPER ? 'none' : paint.fill, 'fill-opacity': 0.25, stroke: paint.stroke, 'stroke-width': 1.5, 'stroke-dasharray': '9 4 1.5 4' });
  const text = nameOf(shape.element, drawing.maxLabelLength);
  if (!text) return frame;
  const at = labelBounds ? { x: labelBounds.x + labelBounds.width / 2, top: labelBounds.y } : { x: bounds.x + bounds.width / 2, top: bounds.y + 6 };
  return frame + drawOuter(text, at, Math.max(labelBounds?.width ?? bounds.width - 16, 90), paint.label, drawing.extent);
}
