import { elementOf, isA } from '../model/moddle-element.js';
import { iconInk } from './paint.js';
import type { SceneShape } from './scene.js';
import { tag } from './svg-markup.js';

export const MARKER_SIZE = 14;
const GAP = 4;
const BELOW = 4;

type DrawMarker = (stroke: string) => string;

/** How much room at the bottom of an activity its markers take; 0 when it has none. */
export function markerRoom(shape: SceneShape): number {
  return markersOf(shape).length > 0 ? MARKER_SIZE + BELOW + 1 : 0;
}

/** The markers of an activity in a row at its bottom centre (BPMN 2.0, 10.3: loop, multi-instance, sub-process, ...). */
export function drawActivityMarkers(shape: SceneShape, bottomGap = BELOW): string {
  const markers = markersOf(shape);
  const { x, y, width, height } = shape.bounds;
  const row = markers.length * MARKER_SIZE + (markers.length - 1) * GAP;
  const left = x + (width - row) / 2;
  const top = y + height - MARKER_SIZE - bottomGap;
  const { stroke } = iconInk(shape.paint);
  return markers.map((draw, i) => tag('g', { transform: place(left + i * (MARKER_SIZE + GAP), top) }, draw(stroke))).join('');
}

export function place(x: number, y: number): string {
  return `translate(${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100})`;
}

/** Three bars: upright for parallel, lying for sequential multi-instance. Also the mark of a collection. */
export function bars(stroke: string, lying = false): string {
  return tag('path', { d: lying ? 'M2 3.2H12M2 7H12M2 10.8H12' : 'M3.2 2V12M7 2V12M10.8 2V12', fill: 'none', stroke, 'stroke-width': 2.2 });
}

export function plusBox(stroke: string): string {
  return tag('rect', { x: 1, y: 1, width: 12, height: 12, fill: 'none', stroke, 'stroke-width': 1.2 }) + tag('path', { d: 'M7 3.4V10.6M3.4 7H10.6', fill: 'none', stroke, 'stroke-width': 1.4 });
}

function markersOf(shape: SceneShape): DrawMarker[] {
  const { element } = shape;
  const markers: DrawMarker[] = [];
  const loop = loopOf(shape);
  if (loop === 'standard') markers.push(loopArrow);
  else if (loop) markers.push((stroke) => bars(stroke, loop === 'sequential'));
  if (!shape.expanded && isCollapsible(shape)) markers.push(plusBox);
  if (element['isForCompensation'] === true) markers.push(rewind);
  if (isA(element, 'bpmn:AdHocSubProcess')) markers.push(tilde);
  return markers;
}

function loopOf({ element }: SceneShape): 'standard' | 'parallel' | 'sequential' | undefined {
  const loop = elementOf(element, 'loopCharacteristics');
  if (isA(loop, 'bpmn:StandardLoopCharacteristics')) return 'standard';
  if (isA(loop, 'bpmn:MultiInstanceLoopCharacteristics')) return loop?.['isSequential'] === true ? 'sequential' : 'parallel';
  const choreography: Record<string, 'standard' | 'parallel' | 'sequential'> = { Standard: 'standard', MultiInstanceParallel: 'parallel', MultiInstanceSequential: 'sequential' };
  return typeof element['loopType'] === 'string' ? choreography[element['loopType']] : undefined;
}

function isCollapsible({ element, called }: SceneShape): boolean {
  if (isA(element, 'bpmn:SubProcess') || isA(element, 'bpmn:SubChoreography')) return true;
  if (!isA(element, 'bpmn:CallActivity') && !isA(element, 'bpmn:CallChoreography')) return false;
  return !isA(called, 'bpmn:GlobalTask') && !isA(called, 'bpmn:GlobalChoreographyTask');
}

function loopArrow(stroke: string): string {
  const arc = tag('path', { d: 'M4.3 11.6A5.3 5.3 0 1 1 8.6 12', fill: 'none', stroke, 'stroke-width': 1.5, 'stroke-linecap': 'round' });
  return arc + tag('path', { d: 'M5 7.6L4.6 12L0.4 11.2', fill: 'none', stroke, 'stroke-width': 1.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
}

function rewind(stroke: string): string {
  return tag('path', { d: 'M7 2.4V11.6L0.8 7ZM13.2 2.4V11.6L7 7Z', fill: 'none', stroke, 'stroke-width': 1.2, 'stroke-linejoin': 'round' });
}

function tilde(stroke: string): string {
  return tag('path', { d: 'M1 8.6C2.4 4.4 5 4.6 7 7S11.6 9.6 13 5.4', fill: 'none', stroke, 'stroke-width': 2.2, 'stroke-linecap': 'round' });
}
