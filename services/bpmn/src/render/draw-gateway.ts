import type { IconInk } from './activity-icons.js';
import { cross, pentagon } from './event-icons.js';
import { centreOf } from './geometry.js';
import { iconInk } from './paint.js';
import type { SceneShape } from './scene.js';
import { path, tag } from './svg-markup.js';

const UNIT = 50;

/** A gateway: the diamond and the marker of its kind (BPMN 2.0, 10.6). */
export function drawGateway(shape: SceneShape): string {
  const { bounds, paint } = shape;
  const { x, y, width, height } = bounds;
  const centre = centreOf(bounds);
  const d = path`M${centre.x} ${y}L${x + width} ${centre.y}L${centre.x} ${y + height}L${x} ${centre.y}Z`;
  const diamond = tag('path', { d, fill: paint.fill, stroke: paint.stroke, 'stroke-width': 1.5, 'stroke-linejoin': 'round' });
  return diamond + marker(shape, centre.x, centre.y, Math.min(width, height) / UNIT);
}

function marker({ type, element, di, paint }: SceneShape, x: number, y: number, k: number): string {
  const ink = iconInk(paint);
  const solid = (d: string) => tag('path', { d, fill: ink.stroke });
  switch (type) {
    case 'bpmn:ExclusiveGateway':
      return di['isMarkerVisible'] === true ? solid(exclusiveCross(x, y, k)) : '';
    case 'bpmn:ParallelGateway':
      return solid(cross(x, y, 12 * k, 1.9 * k));
    case 'bpmn:InclusiveGateway':
      return tag('circle', { cx: x, cy: y, r: 11.5 * k, fill: 'none', stroke: ink.stroke, 'stroke-width': 2.8 * k });
    case 'bpmn:ComplexGateway':
      return solid(cross(x, y, 13 * k, 1.6 * k)) + solid(cross(x, y, 12.5 * k, 1.6 * k, Math.PI / 4));
    case 'bpmn:EventBasedGateway':
      return eventBased(element['instantiate'] === true, element['eventGatewayType'] === 'Parallel', ink, x, y, k);
    default:
      return '';
  }
}

// A slanted X with arms steeper than a turned plus has.
function exclusiveCross(x: number, y: number, k: number): string {
  const corners = [[-8.6, -11], [-4.6, -11], [0, -3.4], [4.6, -11], [8.6, -11], [2.2, 0], [8.6, 11], [4.6, 11], [0, 3.4], [-4.6, 11], [-8.6, 11], [-2.2, 0]];
  return `M${corners.map(([dx, dy]) => path`${x + dx! * k} ${y + dy! * k}`).join('L')}Z`;
}

function eventBased(starts: boolean, parallel: boolean, ink: IconInk, x: number, y: number, k: number): string {
  const line = { fill: ink.fill, stroke: ink.stroke, 'stroke-width': 1.3 * Math.max(0.6, Math.min(1, k)) };
  const rings = [13, ...(starts ? [] : [10.4])].map((r) => tag('circle', { cx: x, cy: y, r: r * k, ...line })).join('');
  const mark = parallel ? cross(x, y, 8 * k, 2 * k) : pentagon(x, y + 0.3 * k, (starts ? 8.4 : 7) * k);
  return rings + tag('path', { d: mark, ...line, 'stroke-linejoin': 'round' });
}
