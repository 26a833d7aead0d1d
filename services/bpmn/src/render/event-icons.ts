import { envelope } from './activity-icons.js';
import type { IconInk } from './activity-icons.js';
import { path, tag } from './svg-markup.js';

/** Draws the symbol of an event in a box of 36 by 36; filled when the event throws. */
export type DrawEventIcon = (ink: IconInk, throws: boolean) => string;

/** The symbols of the event definitions, after BPMN 2.0, table 10.93. */
export const EVENT_ICONS: Readonly<Record<string, DrawEventIcon>> = {
  'bpmn:MessageEventDefinition': message,
  'bpmn:TimerEventDefinition': timer,
  'bpmn:EscalationEventDefinition': (ink, throws) => area('M18 8.6L25.2 26.6L18 19.8L10.8 26.6Z', ink, throws),
  'bpmn:ConditionalEventDefinition': conditional,
  'bpmn:LinkEventDefinition': (ink, throws) => area('M9.4 14.9H19.6V10.4L28 18L19.6 25.6V21.1H9.4Z', ink, throws),
  'bpmn:ErrorEventDefinition': (ink, throws) => area('M10.4 26.2L14.6 11.4L20 19.2L25.6 9.4L21.6 24.8L15.8 17Z', ink, throws),
  'bpmn:CancelEventDefinition': (ink, throws) => area(cross(18, 18, 10, 1.9, Math.PI / 4), ink, throws),
  'bpmn:CompensateEventDefinition': (ink, throws) => area('M17.4 11.6V24.4L8.6 18ZM26.2 11.6V24.4L17.4 18Z', ink, throws),
  'bpmn:SignalEventDefinition': (ink, throws) => area('M18 9.4L26.2 23.8H9.8Z', ink, throws),
  'bpmn:TerminateEventDefinition': (ink) => tag('circle', { cx: 18, cy: 18, r: 9.6, fill: ink.stroke }),
};

export function multiple(ink: IconInk, throws: boolean): string {
  return area(pentagon(18, 18.6, 9.6), ink, throws);
}

export function parallelMultiple(ink: IconInk): string {
  return area(cross(18, 18, 10, 2.6), ink, false);
}

/** The outline of a regular pentagon that stands on its side. */
export function pentagon(cx: number, cy: number, radius: number): string {
  const corners = [0, 1, 2, 3, 4].map((i) => {
    const turn = (i * 2 * Math.PI) / 5 - Math.PI / 2;
    return path`${cx + radius * Math.cos(turn)} ${cy + radius * Math.sin(turn)}`;
  });
  return `M${corners.join('L')}Z`;
}

/** The outline of a cross with arms of length `reach` and half width `half`, turned by `turn` radians. */
export function cross(cx: number, cy: number, reach: number, half: number, turn = 0): string {
  const corners = [[half, half], [half, reach], [-half, reach], [-half, half], [-reach, half], [-reach, -half], [-half, -half], [-half, -reach], [half, -reach], [half, -half], [reach, -half], [reach, half]];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return `M${corners.map(([x, y]) => path`${cx + x! * cos - y! * sin} ${cy + x! * sin + y! * cos}`).join('L')}Z`;
}

function area(d: string, ink: IconInk, throws: boolean): string {
  return tag('path', { d, fill: throws ? ink.stroke : ink.fill, stroke: ink.stroke, 'stroke-width': 1.3, 'stroke-linejoin': 'round' });
}

function message(ink: IconInk, throws: boolean): string {
  const box = { x: 9.2, y: 11.8, width: 17.6, height: 12.4 };
  return throws ? envelope(box, { stroke: ink.fill, fill: ink.stroke }, 1.3, ink.stroke) : envelope(box, ink, 1.3);
}

function timer(ink: IconInk): string {
  let ticks = '';
  for (let hour = 0; hour < 12; hour++) {
    const [x, y] = [Math.sin((hour * Math.PI) / 6), Math.cos((hour * Math.PI) / 6)];
    ticks += path`M${18 + 8 * x} ${18 + 8 * y}L${18 + 10 * x} ${18 + 10 * y}`;
  }
  const face = tag('circle', { cx: 18, cy: 18, r: 10.2, fill: ink.fill, stroke: ink.stroke, 'stroke-width': 1.3 });
  return face + tag('path', { d: `${ticks}M18.9 11.2L18 18L22.6 18.8`, fill: 'none', stroke: ink.stroke, 'stroke-width': 1.1, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
}

function conditional(ink: IconInk, throws: boolean): string {
  const page = tag('rect', { x: 11, y: 9.4, width: 14, height: 17.2, fill: throws ? ink.stroke : ink.fill, stroke: ink.stroke, 'stroke-width': 1.3 });
  return page + tag('path', { d: 'M13.2 12.8H22.8M13.2 16.3H22.8M13.2 19.8H22.8M13.2 23.3H22.8', fill: 'none', stroke: throws ? ink.fill : ink.stroke, 'stroke-width': 1.1 });
}
