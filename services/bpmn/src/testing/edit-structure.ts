import { elementOf, elementsOf, isA, isModdleElement } from '../model/moddle-element.js';
import type { ModdleElement } from '../model/moddle-element.js';
import { words } from './edit-words.js';
import { add, called, contained, drop, has, listOf, middleOf, refer, referencesOf, set } from './edited-model.js';
import type { Box, EditedModel } from './edited-model.js';

const TASKS = ['bpmn:Task', 'bpmn:UserTask', 'bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ManualTask', 'bpmn:ScriptTask'];
const GAP = 50;

/** Appends a task behind a node, as the context pad does. */
export function append(model: EditedModel): string | undefined {
  const node = model.some('bpmn:FlowNode', (each) => !isA(each, 'bpmn:EndEvent') && takesFlow(each));
  if (!node) return undefined;
  const box = model.boxOf(node);
  const task = newTask(model, node, box && { x: box.x + box.width + GAP, y: middleOf(box).y - 40, width: 100, height: 80 });
  connect(model, node, task);
  return `append ${called(task)} to ${called(node)}`;
}

/** Drops a task onto a flow: the flow ends at it, a new one leads on. */
export function insert(model: EditedModel): string | undefined {
  const flow = model.some('bpmn:SequenceFlow', (each) => isModdleElement(each['sourceRef']) && isModdleElement(each['targetRef']) && takesFlow(each['sourceRef']));
  const [source, target] = [elementOf(flow, 'sourceRef'), elementOf(flow, 'targetRef')];
  if (!flow || !source || !target) return undefined;
  const [a, b] = [model.boxOf(source), model.boxOf(target)];
  const middle = a && b ? { x: (middleOf(a).x + middleOf(b).x) / 2, y: (middleOf(a).y + middleOf(b).y) / 2 } : undefined;
  const task = newTask(model, source, middle && { x: middle.x - 50, y: middle.y - 40, width: 100, height: 80 });
  drop(target, 'incoming', flow);
  set(flow, 'targetRef', task);
  refer(task, 'incoming', flow);
  const edge = model.diOf(flow);
  const box = model.boxOf(task);
  if (edge && a && box) set(edge, 'waypoint', [model.make('dc:Point', { x: Math.round(a.x + a.width), y: Math.round(middleOf(a).y) }), model.make('dc:Point', { x: box.x, y: Math.round(middleOf(box).y) })]);
  connect(model, task, target);
  return `insert ${called(task)} into ${called(flow)}`;
}

/** Connects two nodes of one process that were not connected. */
export function connectTwo(model: EditedModel): string | undefined {
  const from = model.some('bpmn:FlowNode', (each) => !isA(each, 'bpmn:EndEvent') && takesFlow(each));
  if (!from) return undefined;
  const taken = new Set(model.flowsFrom(from).map((flow) => flow['targetRef']));
  const to = model.some('bpmn:FlowNode', (each) => each !== from && each.$parent === from.$parent && !isA(each, 'bpmn:StartEvent') && !isA(each, 'bpmn:BoundaryEvent') && takesFlow(each) && !taken.has(each));
  if (!to) return undefined;
  return `connect ${called(from)} with ${called(to)} by ${connect(model, from, to).id}`;
}

/** Another type for a task; the id stays, the shape is a new one, as the editor has it. */
export function changeType(model: EditedModel): string | undefined {
  const task = model.some('bpmn:Task', ({ $type }) => TASKS.includes($type));
  const parent = task?.$parent;
  if (!task || !parent) return undefined;
  const type = model.pick(TASKS.filter((each) => each !== task.$type))!;
  const other = model.make(type, {});
  for (const key of Object.keys(task)) if (!key.startsWith('$') && has(other, key)) carry(task, other, key);
  for (const [key, value] of Object.entries(task.$attrs ?? {})) set(other, key, value);
  for (const key of referencesOf(task)) if (task[key] !== undefined && has(other, key)) other[key] = task[key];
  const box = model.boxOf(task);
  const di = model.diOf(task);
  for (const element of contained(model.definitions)) replaceReferences(element, task, other);
  drop(parent, 'flowElements', task);
  add(parent, 'flowElements', other);
  if (di && box && di.$parent) {
    di['bpmnElement'] = other;
    drop(di.$parent, 'planeElement', di);
    set(di, 'id', `${task.id}_di`);
    add(di.$parent, 'planeElement', di);
  }
  return `make ${called(task)} a ${type}`;
}

/** Deletes a node and all that hangs on it. What it stood between is connected, as the editor does. */
export function remove(model: EditedModel): string | undefined {
  const element = model.some(model.pick(['bpmn:FlowNode', 'bpmn:FlowNode', 'bpmn:SequenceFlow', 'bpmn:Artifact', 'bpmn:MessageFlow'])!, (each) => each.$parent !== undefined && listOf(each) !== undefined);
  if (!element) return undefined;
  const [[into, ...moreInto], [out, ...moreOut]] = [model.flowsTo(element), model.flowsFrom(element)];
  const target = elementOf(out, 'targetRef');
  const doomed = new Set<ModdleElement>();
  if (into && out && target && target !== element && into['sourceRef'] !== element && moreInto.length + moreOut.length === 0) {
    drop(element, 'incoming', into);
    set(into, 'targetRef', target);
    refer(target, 'incoming', into);
    const [edge, ahead] = [model.diOf(into), elementsOf(model.diOf(out), 'waypoint').at(-1)];
    if (edge && ahead) set(edge, 'waypoint', [...elementsOf(edge, 'waypoint').slice(0, -1), model.make('dc:Point', { x: ahead['x'], y: ahead['y'] })]);
  }
  condemn(model, element, doomed);
  bury(model, doomed);
  return `delete ${called(element)}${doomed.size > 1 ? ` and ${doomed.size - 1} with it` : ''}`;
}

/** A sequence flow between two nodes, with its edge and both their references. */
export function connect(model: EditedModel, from: ModdleElement, to: ModdleElement): ModdleElement {
  const flow = model.make('bpmn:SequenceFlow', { id: model.newId('Flow'), sourceRef: from, targetRef: to });
  add(from.$parent!, 'flowElements', flow);
  refer(from, 'outgoing', flow);
  refer(to, 'incoming', flow);
  const [a, b] = [model.boxOf(from), model.boxOf(to)];
  if (a && b) model.drawEdge(flow, [{ x: a.x + a.width, y: middleOf(a).y }, { x: b.x, y: middleOf(b).y }], from);
  return flow;
}

function newTask(model: EditedModel, beside: ModdleElement, box: Box | undefined): ModdleElement {
  const task = model.make(model.pick(TASKS)!, { id: model.newId('Activity'), name: words(model) });
  add(beside.$parent!, 'flowElements', task);
  const lane = model.all('bpmn:Lane').find((each) => elementsOf(each, 'flowNodeRef').includes(beside));
  if (lane) refer(lane, 'flowNodeRef', task);
  if (box) model.drawShape(task, box, beside);
  return task;
}

// Event sub-processes and compensation stand outside the flow; what is in a choreography is no task.
function takesFlow(node: ModdleElement): boolean {
  return node['triggeredByEvent'] !== true && node['isForCompensation'] !== true && (isA(node.$parent, 'bpmn:Process') || isA(node.$parent, 'bpmn:SubProcess'));
}

function carry(from: ModdleElement, to: ModdleElement, key: string): void {
  const value = from[key];
  set(to, key, value);
  for (const item of Array.isArray(value) ? value : [value]) if (isModdleElement(item) && item.$parent === from) item.$parent = to;
}

function replaceReferences(element: ModdleElement, from: ModdleElement, to: ModdleElement): void {
  for (const key of referencesOf(element)) {
    const value = element[key];
    if (value === from) element[key] = to;
    else if (Array.isArray(value)) for (let i = 0; i < value.length; i++) if (value[i] === from) value[i] = to;
  }
}

// All that cannot be without it: contents, what is attached, what is connected.
function condemn(model: EditedModel, element: ModdleElement, doomed: Set<ModdleElement>): void {
  if (doomed.has(element)) return;
  for (const inner of contained(element)) if (isA(inner, 'bpmn:BaseElement')) doomed.add(inner);
  for (const event of model.all('bpmn:BoundaryEvent')) if (doomed.has(event['attachedToRef'] as ModdleElement)) condemn(model, event, doomed);
  for (const { element: connection, source, target } of model.connections()) if ((source && doomed.has(source)) || (target && doomed.has(target))) condemn(model, connection, doomed);
}

function bury(model: EditedModel, doomed: Set<ModdleElement>): void {
  for (const element of doomed) {
    const list = listOf(element);
    if (list) drop(element.$parent!, list, element);
  }
  for (const diagram of elementsOf(model.definitions, 'diagrams')) {
    const plane = elementOf(diagram, 'plane');
    if (!plane) continue;
    // The bands of a choreography task are shapes of their own.
    for (const di of elementsOf(plane, 'planeElement')) if ([di, elementOf(di, 'choreographyActivityShape')].some((each) => doomed.has(each?.['bpmnElement'] as ModdleElement))) doomed.add(di);
    if (doomed.has(plane['bpmnElement'] as ModdleElement)) drop(model.definitions, 'diagrams', diagram);
  }
  for (const element of contained(model.definitions)) {
    for (const key of Object.keys(element).concat(referencesOf(element))) {
      if (key.startsWith('$')) continue;
      const value = element[key];
      if (Array.isArray(value) && value.some((item) => doomed.has(item))) element[key] = value.filter((item) => !doomed.has(item));
      else if (isModdleElement(value) && doomed.has(value) && value.$parent !== element) set(element, key, undefined);
    }
  }
}
