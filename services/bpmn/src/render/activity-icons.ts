import { path, tag } from './svg-markup.js';

/** The colours an icon is drawn in: lines in `stroke`, areas in `fill`. */
export interface IconInk {
  stroke: string;
  fill: string;
}

export type DrawIcon = (ink: IconInk) => string;

/** Icons of the task types in a box of 16 by 16, after BPMN 2.0, 10.3.3. */
export const TASK_ICONS: Readonly<Record<string, DrawIcon>> = {
  'bpmn:UserTask': user,
  'bpmn:GlobalUserTask': user,
  'bpmn:ManualTask': manual,
  'bpmn:GlobalManualTask': manual,
  'bpmn:ServiceTask': service,
  'bpmn:ScriptTask': script,
  'bpmn:GlobalScriptTask': script,
  'bpmn:BusinessRuleTask': businessRule,
  'bpmn:GlobalBusinessRuleTask': businessRule,
  'bpmn:SendTask': (ink) => envelope({ x: 0.5, y: 2.5, width: 15, height: 11 }, { stroke: ink.fill, fill: ink.stroke }, 1.1, ink.stroke),
  'bpmn:ReceiveTask': (ink) => envelope({ x: 0.5, y: 2.5, width: 15, height: 11 }, ink),
};

/** The icon of a receive task that starts the process: the envelope in a ring. */
export function instantiatingReceive(ink: IconInk): string {
  return tag('circle', { cx: 9, cy: 9, r: 8.6, ...line(ink, 1.1) }) + envelope({ x: 4, y: 5.6, width: 10, height: 7 }, ink, 1);
}

/** An envelope: `ink.fill` inside, its flap in `ink.stroke`, its border in `border`. */
export function envelope(box: { x: number; y: number; width: number; height: number }, ink: IconInk, width = 1.1, border = ink.stroke): string {
  const { x, y, width: w, height: h } = box;
  const flap = tag('path', { d: path`M${x} ${y + h * 0.06} L${x + w / 2} ${y + h * 0.56} L${x + w} ${y + h * 0.06}`, fill: 'none', stroke: ink.stroke, 'stroke-width': width });
  return tag('rect', { ...box, fill: ink.fill, stroke: border, 'stroke-width': width }) + flap;
}

function line(ink: IconInk, width = 1.1): Record<string, string | number> {
  return { fill: ink.fill, stroke: ink.stroke, 'stroke-width': width };
}

function user(ink: IconInk): string {
  const body = tag('path', { d: 'M1.6 15.2V13C1.6 10.4 3.6 8.9 6 8.6H10C12.4 8.9 14.4 10.4 14.4 13V15.2Z', ...line(ink) });
  const arms = tag('path', { d: 'M4.6 15V12.4M11.4 15V12.4', fill: 'none', stroke: ink.stroke, 'stroke-width': 1.1 });
  const head = tag('circle', { cx: 8, cy: 4.9, r: 3.7, ...line(ink) });
  const hair = tag('path', { d: 'M4.4 4.9A3.6 3.6 0 0 1 11.6 4.9C10.4 4.9 9.6 4.3 9.1 3.5C8 4.6 6.4 5 4.4 4.9Z', fill: ink.stroke });
  return body + arms + head + hair;
}

function manual(ink: IconInk): string {
  const fingers = [5.9, 8.1, 10.3, 12.5].map((y, i) => tag('rect', { x: 6, y: y - 0.2, width: [9.4, 9, 8.2, 7.2][i]!, height: 2.2, rx: 1.1, ...line(ink, 1) })).join('');
  const palm = 'M7.2 14.5H4C2.2 14.5 0.9 13.2 0.9 11.4V8.2C0.9 7.2 1.3 6.4 2 5.8L5.6 2.6C6.2 2 7 1.9 7.8 2L9.6 2.3C10.8 2.6 10.8 4.2 9.6 4.3L7.9 4.5L6.8 5.8';
  return fingers + tag('path', { d: `${palm}H7.2Z`, fill: ink.fill }) + tag('path', { d: palm, fill: 'none', stroke: ink.stroke, 'stroke-width': 1, 'stroke-linecap': 'round' });
}

function service(ink: IconInk): string {
  return tag('path', { d: gear(6.4, 6.4, 5.9, 4.3), ...line(ink, 1) }) + ring(6.4, 6.4, 1.9, ink) + tag('path', { d: gear(10.6, 10.6, 5, 3.6), ...line(ink, 1) }) + ring(10.6, 10.6, 1.6, ink);
}

function ring(cx: number, cy: number, r: number, ink: IconInk): string {
  return tag('circle', { cx, cy, r, ...line(ink, 1) });
}

/** The outline of a toothed wheel of 8 teeth. */
function gear(cx: number, cy: number, outer: number, inner: number): string {
  const teeth = 8;
  let d = '';
  for (let i = 0; i < teeth; i++) {
    const middle = (i * 2 * Math.PI) / teeth + Math.PI / 8;
    const corners: [number, number][] = [[-0.26, inner], [-0.17, outer], [0.17, outer], [0.26, inner]];
    for (const [turn, radius] of corners) d += path`${radius * Math.cos(middle + turn) + cx} ${radius * Math.sin(middle + turn) + cy} L`;
  }
  return `M${d.slice(0, -1)}Z`;
}

function script(ink: IconInk): string {
  const sheet = 'M4.6 1H14.2C11.4 3.4 11.2 5 12.6 8C14 11 13.8 12.8 11.2 15H1.6C4.2 12.8 4.4 11 3 8C1.6 5 1.8 3.4 4.6 1Z';
  const lines = 'M4.8 3.7H10.4M4.2 6.5H10.2M5.4 9.3H11.4M5 12.1H11';
  return tag('path', { d: sheet, ...line(ink), 'stroke-linejoin': 'round' }) + tag('path', { d: lines, fill: 'none', stroke: ink.stroke, 'stroke-width': 1 });
}

function businessRule(ink: IconInk): string {
  const frame = tag('rect', { x: 0.8, y: 2, width: 14.4, height: 12, ...line(ink) });
  const head = tag('rect', { x: 0.8, y: 2, width: 14.4, height: 3.6, fill: ink.stroke, 'fill-opacity': 0.35, stroke: ink.stroke, 'stroke-width': 1.1 });
  return frame + head + tag('path', { d: 'M0.8 9.8H15.2M5.2 5.6V14', fill: 'none', stroke: ink.stroke, 'stroke-width': 1.1 });
}
