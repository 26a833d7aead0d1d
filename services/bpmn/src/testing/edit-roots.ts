import { elementOf, elementsOf, isA, type ModdleElement } from '../model/moddle-element.js';
import { moveBy } from './edit-layout.js';
import { words } from './edit-words.js';
import { add, called, contained, drop, listOf, middleOf, refer, set, type EditedModel } from './edited-model.js';

/** Puts the first pool around a process, or one more beside the others: the root of the drawing changes with the first. */
export function addPool(model: EditedModel): string | undefined {
  const plane = elementOf(elementsOf(model.definitions, 'diagrams')[0], 'plane');
  const root = elementOf(plane, 'bpmnElement');
  if (!plane || !root) return undefined;
  const isFirst = root.$type === 'bpmn:Process';
  const collaboration = isFirst ? model.make('bpmn:Collaboration', { id: model.newId('Collaboration') }) : root;
  const process = isFirst ? root : model.make('bpmn:Process', { id: model.newId('Process') });
  if (collaboration.$type !== 'bpmn:Collaboration') return undefined;
  add(model.definitions, 'rootElements', isFirst ? collaboration : process);
  const pool = model.make('bpmn:Participant', { id: model.newId('Participant'), processRef: process, name: words(model) });
  add(collaboration, 'participants', pool);
  const bounds = model.make('dc:Bounds', { x: 100, y: model.number(-50, 50) * 10, width: 1200, height: 300 });
  const shape = model.make('bpmndi:BPMNShape', { id: `${pool.id}_di`, bpmnElement: pool, isHorizontal: true, bounds });
  bounds.$parent = shape;
  add(plane, 'planeElement', shape);
  set(plane, 'bpmnElement', collaboration);
  return `add ${called(pool)}`;
}

/** Takes the last pool away and leaves its process: the root of the drawing changes back. */
export function dissolvePool(model: EditedModel): string | undefined {
  const plane = elementOf(elementsOf(model.definitions, 'diagrams')[0], 'plane');
  const root = elementOf(plane, 'bpmnElement');
  const [pool, ...others] = elementsOf(root, 'participants');
  const process = elementOf(pool, 'processRef');
  if (!plane || !root || !pool || !process || others.length > 0 || elementsOf(root, 'messageFlows').length > 0) return undefined;
  const shape = model.diOf(pool);
  if (shape?.$parent) drop(shape.$parent, 'planeElement', shape);
  drop(model.definitions, 'rootElements', root);
  set(plane, 'bpmnElement', process);
  return `dissolve ${called(pool)}`;
}

/** Joins a flow to another node at one of its ends. */
export function reconnect(model: EditedModel): string | undefined {
  const flow = model.some('bpmn:SequenceFlow');
  const to = model.some('bpmn:FlowNode', (each) => each.$parent === flow?.$parent && !isA(each, 'bpmn:StartEvent') && !isA(each, 'bpmn:BoundaryEvent'));
  const was = elementOf(flow, 'targetRef');
  if (!flow || !to || !was || was === to || elementOf(flow, 'sourceRef') === to) return undefined;
  drop(was, 'incoming', flow);
  set(flow, 'targetRef', to);
  refer(to, 'incoming', flow);
  const [edge, box] = [model.diOf(flow), model.boxOf(to)];
  const first = elementsOf(edge, 'waypoint')[0];
  if (edge && box && first) setPoints(model, edge, [{ x: first['x'] as number, y: first['y'] as number }, { x: box.x, y: middleOf(box).y }]);
  return `reconnect ${called(flow)} to ${called(to)}`;
}

/** An open sub-process with nothing in it. */
export function addSubProcess(model: EditedModel): string | undefined {
  const beside = model.some('bpmn:FlowNode', ({ $parent }) => isA($parent, 'bpmn:FlowElementsContainer'));
  const box = model.boxOf(beside);
  if (!beside || !box) return undefined;
  const process = model.make('bpmn:SubProcess', { id: model.newId('Activity'), name: words(model) });
  add(beside.$parent!, 'flowElements', process);
  model.drawShape(process, { x: box.x, y: box.y + 200, width: 350, height: 200 }, beside);
  const shape = model.diOf(process);
  if (shape) set(shape, 'isExpanded', true);
  return `add ${called(process)}`;
}

/** Drags a node, with what sits on it and its flows cut, into a sub-process or out of one: two may end up in each other. */
export function moveInto(model: EditedModel): string | undefined {
  const home = model.some(model.random() < 0.8 ? 'bpmn:SubProcess' : 'bpmn:Process');
  const node = model.some(model.random() < 0.7 ? 'bpmn:SubProcess' : 'bpmn:Activity', (each) => each.$parent !== home && !(home && [...contained(each)].includes(home)));
  const from = node?.$parent;
  if (!home || !node || !from || model.boxOf(node) === undefined || listOf(node) !== 'flowElements') return undefined;
  if ([...model.flowsFrom(node), ...model.flowsTo(node)].length > 0) return undefined;
  const all = [node, ...model.all('bpmn:BoundaryEvent').filter((event) => event['attachedToRef'] === node)];
  for (const each of all) {
    drop(from, 'flowElements', each);
    add(home, 'flowElements', each);
    for (const lane of model.all('bpmn:Lane')) drop(lane, 'flowNodeRef', each);
  }
  moveBy(model, node, { x: 20, y: 20 });
  return `move ${called(node)} into ${called(home)}`;
}

/** Closes an open sub-process: what is in it goes to a plane of its own. Opens a closed one the other way round. */
export function toggleSubProcess(model: EditedModel): string | undefined {
  const process = model.some('bpmn:SubProcess', (each) => model.diOf(each)?.$type === 'bpmndi:BPMNShape');
  const shape = model.diOf(process);
  const outer = shape?.$parent;
  if (!process || !shape || !outer) return undefined;
  const own = elementsOf(model.definitions, 'diagrams').find((diagram) => elementOf(elementOf(diagram, 'plane'), 'bpmnElement') === process);
  if (own) {
    for (const inner of elementsOf(elementOf(own, 'plane'), 'planeElement')) add(outer, 'planeElement', inner);
    drop(model.definitions, 'diagrams', own);
    set(shape, 'isExpanded', true);
    return `open ${called(process)}`;
  }
  const diagram = model.make('bpmndi:BPMNDiagram', { id: model.newId('BPMNDiagram') });
  const plane = model.make('bpmndi:BPMNPlane', { id: model.newId('BPMNPlane'), bpmnElement: process });
  set(diagram, 'plane', plane);
  add(model.definitions, 'diagrams', diagram);
  const inside = new Set([...contained(process)].filter((each) => each !== process));
  for (const each of elementsOf(outer, 'planeElement')) {
    if (!inside.has(each['bpmnElement'] as ModdleElement)) continue;
    drop(outer, 'planeElement', each);
    add(plane, 'planeElement', each);
  }
  set(shape, 'isExpanded', false);
  return `close ${called(process)}`;
}

/** Drags an event from the border of one activity to that of another. */
export function attachElsewhere(model: EditedModel): string | undefined {
  const event = model.some('bpmn:BoundaryEvent');
  const host = model.some('bpmn:Activity', (each) => each.$parent === event?.$parent && each !== event?.['attachedToRef']);
  const [bounds, box] = [elementOf(model.diOf(event), 'bounds'), model.boxOf(host)];
  if (!event || !host) return undefined;
  set(event, 'attachedToRef', host);
  if (bounds && box) Object.assign(bounds, { x: box.x + model.number(0, 5) * 10, y: box.y + box.height - 18 });
  return `attach ${called(event)} to ${called(host)}`;
}

/** A group with a category of its own, drawn around a node. */
export function addGroup(model: EditedModel): string | undefined {
  const node = model.some('bpmn:FlowNode', ({ $parent }) => isA($parent, 'bpmn:Process') || isA($parent, 'bpmn:SubProcess'));
  const box = model.boxOf(node);
  if (!node || !box) return undefined;
  const category = model.make('bpmn:Category', { id: model.newId('Category') });
  const value = model.make('bpmn:CategoryValue', { id: model.newId('CategoryValue'), value: words(model) });
  add(category, 'categoryValue', value);
  add(model.definitions, 'rootElements', category);
  const group = model.make('bpmn:Group', { id: model.newId('Group'), categoryValueRef: value });
  add(node.$parent!, 'artifacts', group);
  model.drawShape(group, { x: box.x - 40, y: box.y - 40, width: box.width + 80, height: box.height + 80 }, node);
  return `group ${called(node)}`;
}

/** One more diagram of the root with some of its shapes. */
export function addDiagram(model: EditedModel): string | undefined {
  const plane = elementOf(elementsOf(model.definitions, 'diagrams')[0], 'plane');
  const shown = model.some('bpmn:FlowNode', (each) => model.boxOf(each) !== undefined);
  if (!plane || !shown || elementsOf(model.definitions, 'diagrams').length > 4) return undefined;
  const diagram = model.make('bpmndi:BPMNDiagram', { id: model.newId('BPMNDiagram'), name: words(model) });
  const other = model.make('bpmndi:BPMNPlane', { id: model.newId('BPMNPlane'), bpmnElement: plane['bpmnElement'] });
  set(diagram, 'plane', other);
  const { x, y, width, height } = model.boxOf(shown)!;
  const bounds = model.make('dc:Bounds', { x, y, width, height });
  const shape = model.make('bpmndi:BPMNShape', { id: model.newId('BPMNShape'), bpmnElement: shown, bounds });
  bounds.$parent = shape;
  add(other, 'planeElement', shape);
  add(model.definitions, 'diagrams', diagram);
  return `show ${called(shown)} in ${diagram.id}`;
}

/** Puts a shape in front of all others. */
export function bringToFront(model: EditedModel): string | undefined {
  const node = model.some('bpmn:FlowNode', (each) => model.diOf(each) !== undefined);
  const di = model.diOf(node);
  const plane = di?.$parent;
  if (!node || !di || !plane) return undefined;
  drop(plane, 'planeElement', di);
  add(plane, 'planeElement', di);
  return `bring ${called(node)} to the front`;
}

function setPoints(model: EditedModel, edge: ModdleElement, points: readonly { x: number; y: number }[]): void {
  const waypoint = points.map(({ x, y }) => model.make('dc:Point', { x: Math.round(x), y: Math.round(y) }));
  for (const point of waypoint) point.$parent = edge;
  set(edge, 'waypoint', waypoint);
}
