import { isA } from '../model/moddle-element.js';
import { MARKER_SIZE, place, plusBox } from './activity-markers.js';
import type { SceneShape } from './scene.js';
import { path, tag } from './svg-markup.js';

/** A conversation: a hexagon; thick for a call conversation, with a plus for a sub-conversation. */
export function drawConversation({ element, bounds, paint }: SceneShape): string {
  const { x, y, width, height } = bounds;
  const bevel = Math.min(width / 4, height / 2);
  const d = path`M${x + bevel} ${y}H${x + width - bevel}L${x + width} ${y + height / 2}L${x + width - bevel} ${y + height}H${x + bevel}L${x} ${y + height / 2}Z`;
  const calls = isA(element, 'bpmn:CallConversation');
  const hexagon = tag('path', { d, fill: paint.fill, stroke: paint.stroke, 'stroke-width': calls ? 3.5 : 1.5, 'stroke-linejoin': 'round' });
  if (!isA(element, 'bpmn:SubConversation')) return hexagon;
  return hexagon + tag('g', { transform: place(x + (width - MARKER_SIZE) / 2, y + height - MARKER_SIZE - 4) }, plusBox(paint.stroke));
}
