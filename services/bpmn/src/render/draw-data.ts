import { elementOf, isA } from '../model/moddle-element.js';
import { bars, place } from './activity-markers.js';
import { envelope } from './activity-icons.js';
import type { SceneShape } from './scene.js';
import { path, tag } from './svg-markup.js';

const THIN = 1.5;

/** A data object, input or output: a page with a folded corner, an arrow for in- and output, bars for a collection. */
export function drawDataObject({ element, bounds, paint }: SceneShape): string {
  const { x, y, width, height } = bounds;
  const fold = Math.min(11, width / 3, height / 3);
  const line = { fill: paint.fill, stroke: paint.stroke, 'stroke-width': THIN, 'stroke-linejoin': 'round' };
  const page = tag('path', { d: path`M${x} ${y}H${x + width - fold}L${x + width} ${y + fold}V${y + height}H${x}Z`, ...line });
  const corner = tag('path', { d: path`M${x + width - fold} ${y}V${y + fold}H${x + width}`, ...line, fill: 'none' });
  const marks = isCollection(element) ? tag('g', { transform: place(x + width / 2 - 7, y + height - 14) }, bars(paint.stroke)) : '';
  return page + corner + direction() + marks;

  function direction(): string {
    if (!isA(element, 'bpmn:DataInput') && !isA(element, 'bpmn:DataOutput')) return '';
    const d = 'M1 6H8V2.6L14 8L8 13.4V10H1Z';
    return tag('g', { transform: place(x + 2, y + 2) }, tag('path', { d, ...line, 'stroke-width': 1.2, fill: isA(element, 'bpmn:DataOutput') ? paint.stroke : paint.fill }));
  }
}

/** A data store: a cylinder with three rims. */
export function drawDataStore({ bounds, paint }: SceneShape): string {
  const { x, y, width, height } = bounds;
  const dip = Math.min(height / 7, 8);
  const line = { fill: paint.fill, stroke: paint.stroke, 'stroke-width': THIN };
  const rim = (top: number) => path`M${x} ${top}c0 ${dip * 1.35} ${width} ${dip * 1.35} ${width} 0`;
  const body = path`M${x} ${y + dip}c0 ${-dip * 1.35} ${width} ${-dip * 1.35} ${width} 0V${y + height - dip}c0 ${dip * 1.35} ${-width} ${dip * 1.35} ${-width} 0Z`;
  const gap = Math.min(dip * 0.85, 6);
  return tag('path', { d: body, ...line }) + tag('path', { d: rim(y + dip) + rim(y + dip + gap) + rim(y + dip + 2 * gap), ...line, fill: 'none' });
}

/** A message of its own: an envelope over the whole bounds. */
export function drawMessage({ bounds, paint }: SceneShape): string {
  return envelope(bounds, paint, 1.3);
}

function isCollection(element: SceneShape['element']): boolean {
  return element['isCollection'] === true || elementOf(element, 'dataObjectRef')?.['isCollection'] === true;
}
