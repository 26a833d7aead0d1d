import { elementOf, elementsOf, isA, textOf } from '../model/moddle-element.js';
import { words } from './edit-words.js';
import { add, called, middleOf, refer, set } from './edited-model.js';
import type { EditedModel } from './edited-model.js';

const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';

export function annotate(model: EditedModel): string | undefined {
  const node = model.some('bpmn:FlowNode', ({ $parent }) => isA($parent, 'bpmn:Process') || isA($parent, 'bpmn:SubProcess'));
  if (!node) return undefined;
  const note = model.make('bpmn:TextAnnotation', { id: model.newId('TextAnnotation'), text: words(model) });
  const line = model.make('bpmn:Association', { id: model.newId('Association'), sourceRef: node, targetRef: note });
  add(node.$parent!, 'artifacts', note);
  add(node.$parent!, 'artifacts', line);
  const box = model.boxOf(node);
  if (box) {
    model.drawShape(note, { x: box.x + box.width + 20, y: box.y - 80, width: 100, height: 30 }, node);
    model.drawEdge(line, [{ x: middleOf(box).x, y: box.y }, { x: box.x + box.width + 20, y: box.y - 50 }], node);
  }
  return `annotate ${called(node)} with ${note.id}`;
}

export function addData(model: EditedModel): string | undefined {
  const task = model.some('bpmn:Activity', ({ $parent }) => isA($parent, 'bpmn:Process') || isA($parent, 'bpmn:SubProcess'));
  if (!task) return undefined;
  const object = model.make('bpmn:DataObject', { id: model.newId('DataObject') });
  const reference = model.make('bpmn:DataObjectReference', { id: model.newId('DataObjectReference'), name: words(model), dataObjectRef: object });
  const association = model.make('bpmn:DataOutputAssociation', { id: model.newId('DataOutputAssociation'), targetRef: reference });
  add(task.$parent!, 'flowElements', reference);
  add(task.$parent!, 'flowElements', object);
  add(task, 'dataOutputAssociations', association);
  const box = model.boxOf(task);
  if (box) {
    model.drawShape(reference, { x: box.x + 32, y: box.y + box.height + 50, width: 36, height: 50 }, task);
    model.drawEdge(association, [{ x: middleOf(box).x, y: box.y + box.height }, { x: box.x + 50, y: box.y + box.height + 50 }], task);
  }
  return `add ${called(reference)} to ${called(task)}`;
}

export function addBoundaryEvent(model: EditedModel): string | undefined {
  const task = model.some('bpmn:Activity', (each) => (isA(each.$parent, 'bpmn:Process') || isA(each.$parent, 'bpmn:SubProcess')) && each['triggeredByEvent'] !== true);
  if (!task) return undefined;
  const event = model.make('bpmn:BoundaryEvent', { id: model.newId('Event'), attachedToRef: task, cancelActivity: model.random() < 0.5 });
  const timer = model.make('bpmn:TimerEventDefinition', { id: model.newId('TimerEventDefinition') });
  set(timer, 'timeDuration', model.make('bpmn:FormalExpression', { body: `PT${model.number(1, 72)}H` }));
  add(event, 'eventDefinitions', timer);
  add(task.$parent!, 'flowElements', event);
  const lane = model.all('bpmn:Lane').find((each) => elementsOf(each, 'flowNodeRef').includes(task));
  if (lane) refer(lane, 'flowNodeRef', event);
  const box = model.boxOf(task);
  if (box) model.drawShape(event, { x: box.x + model.number(0, 60), y: box.y + box.height - 18, width: 36, height: 36 }, task);
  return `attach ${called(event)} to ${called(task)}`;
}

export function addMessageFlow(model: EditedModel): string | undefined {
  const collaboration = model.all('bpmn:Collaboration')[0];
  const pools = collaboration ? elementsOf(collaboration, 'participants') : [];
  const task = model.some('bpmn:Activity', ({ $parent }) => pools.some((pool) => pool['processRef'] === $parent));
  const to = model.pick(pools.filter((pool) => task && pool['processRef'] !== task.$parent));
  if (!collaboration || !task || !to) return undefined;
  const flow = model.make('bpmn:MessageFlow', { id: model.newId('Flow'), name: words(model), sourceRef: task, targetRef: to });
  add(collaboration, 'messageFlows', flow);
  const [a, b] = [model.boxOf(task), model.boxOf(to)];
  if (a && b) model.drawEdge(flow, [{ x: middleOf(a).x, y: a.y + a.height }, { x: middleOf(a).x, y: b.y }], task);
  return `send ${called(flow)} from ${called(task)} to ${called(to)}`;
}

/** Attributes and elements of an engine, as its properties panel writes them. */
export function setVendorData(model: EditedModel): string | undefined {
  const task = model.some('bpmn:Activity');
  if (!task) return undefined;
  const attrs = model.definitions.$attrs ?? {};
  const uri = typeof attrs['xmlns:camunda'] === 'string' ? attrs['xmlns:camunda'] : CAMUNDA;
  if (attrs['xmlns:camunda'] === undefined) set(model.definitions, 'xmlns:camunda', uri);
  if (model.random() < 0.5) {
    set(task, 'camunda:assignee', `\${user${model.number(1, 99)}}`);
    return `assign ${called(task)}`;
  }
  const property = model.makeAny('camunda:property', uri, { name: `key${model.number(1, 99)}`, value: words(model) });
  const extensions = elementOf(task, 'extensionElements') ?? model.make('bpmn:ExtensionElements', { values: [] });
  set(task, 'extensionElements', extensions);
  add(extensions, 'values', model.makeAny('camunda:properties', uri, { $children: [property] }));
  return `give ${called(task)} a property`;
}

export function editEvent(model: EditedModel): string | undefined {
  const event = model.some('bpmn:Event', (each) => elementsOf(each, 'eventDefinitions').length > 0);
  const definition = elementsOf(event, 'eventDefinitions')[0];
  if (!event || !definition) return undefined;
  if (isA(definition, 'bpmn:TimerEventDefinition')) {
    for (const other of ['timeDate', 'timeCycle']) set(definition, other, undefined);
    set(definition, 'timeDuration', model.make('bpmn:FormalExpression', { body: `PT${model.number(1, 72)}H` }));
  } else if (isA(definition, 'bpmn:ConditionalEventDefinition')) {
    set(definition, 'condition', model.make('bpmn:FormalExpression', { body: words(model) }));
  } else {
    const kind = (['Message', 'Signal', 'Error', 'Escalation'] as const).find((each) => isA(definition, `bpmn:${each}EventDefinition`));
    if (!kind) return undefined;
    const root = model.make(`bpmn:${kind}`, { id: model.newId(kind), name: words(model) });
    add(model.definitions, 'rootElements', root);
    set(definition, `${kind.toLowerCase()}Ref`, root);
  }
  return `edit the ${definition.$type} of ${called(event)}`;
}

/** Several at once, one after the other, or no longer. */
export function setLoop(model: EditedModel): string | undefined {
  const task = model.some('bpmn:Activity', ({ $parent }) => !isA($parent, 'bpmn:Choreography'));
  if (!task) return undefined;
  const had = elementOf(task, 'loopCharacteristics');
  if (had && model.random() < 0.5) set(task, 'loopCharacteristics', undefined);
  else {
    const loop = model.make('bpmn:MultiInstanceLoopCharacteristics', { isSequential: model.random() < 0.5 });
    set(loop, 'loopCardinality', model.make('bpmn:FormalExpression', { body: String(model.number(2, 20)) }));
    set(task, 'loopCharacteristics', loop);
  }
  return `repeat ${called(task)} ${textOf(had, 'id') ?? ''}`.trim();
}
