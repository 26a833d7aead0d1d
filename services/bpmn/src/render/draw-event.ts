import { elementsOf, isA } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { EVENT_ICONS, multiple, parallelMultiple } from './event-icons.js';
import type { DrawEventIcon } from './event-icons.js';
import { centreOf } from './geometry.js';
import { iconInk } from './paint.js';
import type { SceneShape } from './scene.js';
import { num, tag } from './svg-markup.js';

const UNIT = 36;
const THIN = 1.5;
const END = 3.4;
const RING_GAP = 3;

/** An event: one ring (start), two (intermediate, boundary) or a thick one (end), and the symbol of its definition. */
export function drawEvent(shape: SceneShape): string {
  const { element, bounds, paint } = shape;
  const { x, y } = centreOf(bounds);
  const diameter = Math.min(bounds.width, bounds.height);
  const scale = diameter / UNIT;
  const ends = isA(element, 'bpmn:EndEvent');
  const width = (ends ? END : THIN) * Math.min(1, scale);
  const dashes = isNonInterrupting(element) ? `${num(5 * scale)} ${num(3.2 * scale)}` : undefined;
  const ring = { cx: x, cy: y, stroke: paint.stroke, 'stroke-width': width, 'stroke-dasharray': dashes };
  const outer = tag('circle', { ...ring, r: diameter / 2 - (ends ? width / 2 - 0.75 : 0), fill: paint.fill });
  const isDouble = !ends && !isA(element, 'bpmn:StartEvent');
  const inner = isDouble ? tag('circle', { ...ring, r: Math.max(1, diameter / 2 - RING_GAP * scale), fill: 'none' }) : '';
  return outer + inner + symbol(shape, x, y, isDouble ? scale * 0.9 : scale);
}

function symbol({ element, paint }: SceneShape, x: number, y: number, scale: number): string {
  const draw = iconOf(element);
  if (!draw) return '';
  const throws = isA(element, 'bpmn:ThrowEvent');
  const transform = `translate(${num(x)} ${num(y)}) scale(${num(scale)}) translate(-18 -18)`;
  return tag('g', { transform }, draw(iconInk(paint), throws));
}

function iconOf(element: ModdleElement): DrawEventIcon | undefined {
  const definitions = [...elementsOf(element, 'eventDefinitions'), ...elementsOf(element, 'eventDefinitionRef')];
  if (definitions.length > 1) return element['parallelMultiple'] === true ? parallelMultiple : multiple;
  return definitions[0] && EVENT_ICONS[definitions[0].$type];
}

function isNonInterrupting(element: ModdleElement): boolean {
  if (isA(element, 'bpmn:BoundaryEvent')) return element['cancelActivity'] === false;
  return isA(element, 'bpmn:StartEvent') && element['isInterrupting'] === false;
}
