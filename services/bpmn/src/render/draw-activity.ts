import { elementsOf, isA } from '../model/moddle-element.js';
import { drawActivityMarkers, markerRoom, place } from './activity-markers.js';
import { instantiatingReceive, TASK_ICONS } from './activity-icons.js';
import { drawEvent } from './draw-event.js';
import { inset } from './geometry.js';
import type { Bounds } from './geometry.js';
import { drawCentred, drawText, fitText, LINE } from './label.js';
import type { TextBlock } from './label.js';
import { nameOf } from './name-of.js';
import { iconInk } from './paint.js';
import type { Drawing, SceneShape } from './scene.js';
import { tag } from './svg-markup.js';
import { measureText } from './text-measure.js';

const RADIUS = 9;
const THIN = 1.5;
const THICK = 3.5;
const ICON = 16;
const ICON_GAP = 5;
const SIDE = 6;

/** A task, sub-process, transaction or call activity with its border, icon, markers and name. */
export function drawActivity(shape: SceneShape, drawing: Drawing): string {
  return frame(shape) + icon(shape) + drawActivityMarkers(shape, isA(shape.element, 'bpmn:Transaction') ? 6 : undefined) + name(shape, drawing);
}

function frame({ element, bounds, paint }: SceneShape): string {
  const calls = isA(element, 'bpmn:CallActivity');
  const isEventSubProcess = element['triggeredByEvent'] === true;
  const radius = Math.min(RADIUS, bounds.width / 4, bounds.height / 4);
  const box = tag('rect', {
    ...bounds,
    rx: radius,
    fill: paint.fill,
    stroke: paint.stroke,
    'stroke-width': calls ? THICK : THIN,
    'stroke-dasharray': isEventSubProcess ? '1 4' : undefined,
    'stroke-linecap': isEventSubProcess ? 'round' : undefined,
  });
  if (!isA(element, 'bpmn:Transaction')) return box;
  return box + tag('rect', { ...inset(bounds, 3), rx: Math.max(0, radius - 2.5), fill: 'none', stroke: paint.stroke, 'stroke-width': THIN });
}

function icon({ element, type, bounds, paint, expanded, called, ...rest }: SceneShape): string {
  if (Math.min(bounds.width, bounds.height) < 2 * ICON) return '';
  const transform = place(bounds.x + ICON_GAP, bounds.y + ICON_GAP);
  if (element['triggeredByEvent'] === true && !expanded) {
    const start = elementsOf(element, 'flowElements').find((child) => isA(child, 'bpmn:StartEvent'));
    const event = start && { ...rest, element: start, type: start.$type, paint, expanded, called, bounds: { x: bounds.x + ICON_GAP, y: bounds.y + ICON_GAP, width: 20, height: 20 } };
    return event ? drawEvent(event) : '';
  }
  const draw = type === 'bpmn:ReceiveTask' && element['instantiate'] === true ? instantiatingReceive : TASK_ICONS[called?.$type ?? type];
  return draw ? tag('g', { transform }, draw(iconInk(paint))) : '';
}

function name(shape: SceneShape, drawing: Drawing): string {
  const text = nameOf(shape.element, drawing.maxLabelLength);
  if (!text) return '';
  const { bounds, paint } = shape;
  if (shape.expanded) {
    const block = fitText(text, { width: bounds.width - 2 * SIDE - 8, height: 32 });
    return drawText(block, { x: bounds.x + SIDE + 3, top: bounds.y + 5, anchor: 'start', colour: paint.text });
  }
  const below = Math.max(markerRoom(shape), 4);
  const box = { x: bounds.x + SIDE, y: bounds.y + 4, width: bounds.width - 2 * SIDE, height: bounds.height - 4 - below };
  // Centred in the whole box while that stays clear of icon and markers, else in what they leave free.
  const block = fitText(text, { width: box.width, height: bounds.height - 2 * below });
  const hasIcon = TASK_ICONS[shape.called?.$type ?? shape.type] !== undefined;
  const isClear = !hasIcon || !coversIcon(block, bounds);
  if (isClear && block.fontSize >= 11) return drawCentred(text, { ...box, y: bounds.y + below, height: bounds.height - 2 * below }, paint.text);
  const iconRoom = hasIcon ? ICON + 3 : 0;
  return drawCentred(text, { ...box, y: box.y + iconRoom, height: box.height - iconRoom }, paint.text);
}

/** Whether a block centred in the bounds would lie on the icon in their corner. */
function coversIcon({ lines, fontSize, height }: TextBlock, bounds: Bounds): boolean {
  const top = (bounds.height - height) / 2;
  return lines.some((line, i) => top + i * fontSize * LINE < ICON + ICON_GAP - 2 && (bounds.width - measureText(line, fontSize)) / 2 < ICON + ICON_GAP + 1);
}
