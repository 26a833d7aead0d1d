import { elementOf, isA } from '../model/moddle-element.js';
import { envelope } from './activity-icons.js';
import { middleOf } from './geometry.js';
import type { Point } from './geometry.js';
import { drawOuter } from './label.js';
import { defaultSlash, fullArrow, hollowArrow, startCircle, startDiamond, strokeArrow } from './line-ends.js';
import { linePath, shortened } from './line-path.js';
import { nameOf } from './name-of.js';
import { drawEdgeLabel } from './outer-labels.js';
import { PAPER } from './paint.js';
import type { Drawing, SceneEdge } from './scene.js';
import { tag } from './svg-markup.js';

const DOTS = { 'stroke-width': 1.6, 'stroke-dasharray': '0.1 4.4', 'stroke-linecap': 'round' } as const;
const LETTER = { width: 26, height: 18 };
const SHADE = '#d9dce2';

/** The line of a flow, association or conversation link with its ends, without its name. */
export function drawEdge(edge: SceneEdge, drawing: Drawing): string {
  for (const waypoint of edge.waypoints) drawing.extent.addPoint(waypoint);
  const id = typeof edge.element.id === 'string' ? edge.element.id : undefined;
  return tag('g', { 'data-element-id': id }, drawLine(edge));
}

/** What is written along an edge, to be drawn above all lines: its name and the envelope of its message. */
export function drawEdgeTexts(edge: SceneEdge, drawing: Drawing): string {
  const letter = drawLetter(edge, drawing);
  return letter + drawEdgeLabel(edge, drawing, letter === '' ? 0 : LETTER.height / 2);
}

function drawLine(edge: SceneEdge): string {
  const { element } = edge;
  if (isA(element, 'bpmn:SequenceFlow')) return sequenceFlow(edge);
  if (isA(element, 'bpmn:MessageFlow')) return messageFlow(edge);
  if (isA(element, 'bpmn:Association') || isA(element, 'bpmndi:BPMNEdge')) return association(edge);
  if (isA(element, 'bpmn:DataAssociation')) return association(edge, 'One');
  if (isA(element, 'bpmn:ConversationLink')) return conversationLink(edge);
  return stroke(edge.waypoints, edge.paint.stroke);
}

function sequenceFlow({ element, waypoints, paint }: SceneEdge): string {
  const [first, second, tip, from] = ends(waypoints);
  const source = elementOf(element, 'sourceRef');
  const isDefault = source !== undefined && elementOf(source, 'default') === element;
  const isConditional = elementOf(element, 'conditionExpression') !== undefined && isA(source, 'bpmn:Activity') && !isDefault;
  const line = stroke(shortened(waypoints, 6, isConditional ? 8 : 0), paint.stroke);
  const start = isConditional ? startDiamond(first, second, paint.stroke, PAPER) : isDefault ? defaultSlash(first, second, paint.stroke) : '';
  return line + start + fullArrow(tip, from, paint.stroke);
}

function messageFlow({ waypoints, paint }: SceneEdge): string {
  const [first, second, tip, from] = ends(waypoints);
  const line = stroke(shortened(waypoints, 9, 7), paint.stroke, { 'stroke-dasharray': '7 4.5' });
  return line + startCircle(first, second, paint.stroke, PAPER) + hollowArrow(tip, from, paint.stroke, PAPER);
}

function association({ element, waypoints, paint }: SceneEdge, fixed?: string): string {
  const [first, second, tip, from] = ends(waypoints);
  const direction = fixed ?? element['associationDirection'];
  const forth = direction === 'One' || direction === 'Both' ? strokeArrow(tip, from, paint.stroke) : '';
  const back = direction === 'Both' ? strokeArrow(first, second, paint.stroke) : '';
  return stroke(waypoints, paint.stroke, DOTS) + forth + back;
}

function conversationLink({ waypoints, paint }: SceneEdge): string {
  return stroke(waypoints, paint.stroke, { 'stroke-width': 5 }) + stroke(waypoints, PAPER, { 'stroke-width': 2.4 });
}

// The envelope of a message that travels along the flow: white when it opens the exchange, shaded when it answers.
function drawLetter({ element, di, waypoints, paint }: SceneEdge, drawing: Drawing): string {
  // The model has a default for this attribute that the specification does not mean: only what the file says counts.
  const kind = Object.hasOwn(di, 'messageVisibleKind') && isA(element, 'bpmn:MessageFlow') ? di['messageVisibleKind'] : undefined;
  if (kind !== 'initiating' && kind !== 'non_initiating') return '';
  const { at } = middleOf(waypoints);
  const box = { x: at.x - LETTER.width / 2, y: at.y - LETTER.height / 2, ...LETTER };
  drawing.extent.add(box);
  const letter = envelope(box, { stroke: paint.stroke, fill: kind === 'initiating' ? PAPER : SHADE }, 1.3);
  const message = elementOf(element, 'messageRef');
  const name = message && nameOf(message, drawing.maxLabelLength);
  const isNamedItself = nameOf(element, drawing.maxLabelLength) !== undefined;
  return name && !isNamedItself ? letter + drawOuter(name, { x: at.x, top: box.y + box.height + 2 }, 90, paint.label, drawing.extent, drawing.background) : letter;
}

function stroke(points: readonly Point[], colour: string, more: Record<string, string | number> = {}): string {
  return tag('path', { d: linePath(points), fill: 'none', stroke: colour, 'stroke-width': 1.4, ...more });
}

/** The first two points, then the last one and the one before it. */
function ends(points: readonly Point[]): [Point, Point, Point, Point] {
  return [points[0]!, points[1]!, points.at(-1)!, points.at(-2)!];
}
