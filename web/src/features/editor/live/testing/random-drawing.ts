import { isA, type Drawn, type PartSource, type Parts, type Point } from '../canvas-parts.js';
import type { DrawingServices } from './drawing-services.js';
import type { Random } from './in-memory-room.js';

const KINDS = ['bpmn:Task', 'bpmn:UserTask', 'bpmn:StartEvent', 'bpmn:EndEvent', 'bpmn:ExclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:IntermediateThrowEvent', 'bpmn:CallActivity', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:TextAnnotation', 'bpmn:Group'];
const TURNS: Readonly<Record<string, readonly object[]>> = {
  'bpmn:Task': [{ type: 'bpmn:UserTask' }, { type: 'bpmn:SubProcess', isExpanded: true }, { type: 'bpmn:CallActivity' }],
  'bpmn:UserTask': [{ type: 'bpmn:Task' }, { type: 'bpmn:ServiceTask' }, { type: 'bpmn:SubProcess', isExpanded: false }],
  'bpmn:ExclusiveGateway': [{ type: 'bpmn:InclusiveGateway' }],
  'bpmn:IntermediateThrowEvent': [{ type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }, { type: 'bpmn:IntermediateThrowEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' }],
  'bpmn:EndEvent': [{ type: 'bpmn:EndEvent', eventDefinitionType: 'bpmn:TerminateEventDefinition' }],
};
const COLOURS = [{ fill: '#bbdefb', stroke: '#0d4372' }, { fill: '#ffcdd2', stroke: '#831311' }, {}];

type Services = Parts & DrawingServices;

/** Somebody who draws at random: everything that can be shared, through the modeling of the canvas library. */
export class RandomDrawing {
  private words = 0;

  constructor(
    private readonly viewer: PartSource,
    private readonly random: Random,
    private readonly name: string,
  ) {}

  /** Does something, and says what. What the canvas library refuses is not done. */
  act(): string {
    const deeds = this.deeds();
    const total = deeds.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.random() * total;
    const [, name, run] = deeds.find(([weight]) => (at -= weight) < 0) ?? deeds[0]!;
    try {
      run();
      return name;
    } catch (error) {
      return `${name} (refused: ${error instanceof Error ? error.message.slice(0, 80) : String(error)})`;
    }
  }

  private deeds(): readonly (readonly [number, string, () => void])[] {
    return [
      [10, 'create', () => this.create()],
      [3, 'append', () => this.append()],
      [8, 'connect', () => this.connect()],
      [10, 'move', () => this.move()],
      [4, 'resize', () => this.resize()],
      [5, 'delete', () => this.remove()],
      [7, 'rename', () => this.rename()],
      [3, 'move label', () => this.moveLabel()],
      [3, 'colour', () => this.colour()],
      [4, 'properties', () => this.properties()],
      [3, 'document', () => this.document()],
      [3, 'extend', () => this.extend()],
      [3, 'turn', () => this.turn()],
      [3, 'bend', () => this.bend()],
      [3, 'boundary', () => this.boundary()],
      [2, 'pool', () => this.pool()],
      [2, 'lane', () => this.lane()],
      [2, 'sub-process', () => this.subProcess()],
      [2, 'collapse', () => this.collapse()],
      [2, 'drill', () => this.drill()],
      [1, 'default flow', () => this.defaultFlow()],
      [6, 'undo', () => this.service('commandStack').undo()],
      [3, 'redo', () => this.service('commandStack').redo()],
    ];
  }

  private create(): void {
    const at = this.spot();
    const parent = this.containerAt(at);
    if (parent) this.service('modeling').createShape({ type: this.pick(KINDS) }, at, parent);
  }

  private append(): void {
    const source = this.any(this.nodes());
    if (source) this.service('modeling').appendShape(source, { type: this.pick(KINDS.slice(0, 6)) }, { x: source.x + source.width + 90, y: source.y + source.height / 2 }, source.parent!);
  }

  private connect(): void {
    const ends = this.nodes().concat(this.shapes('bpmn:TextAnnotation', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference', 'bpmn:Participant'));
    const [source, target] = [this.any(ends), this.any(ends)];
    if (!source || !target || source === target) return;
    const allowed = this.service('rules').allowed('connection.create', { source, target });
    if (allowed) this.service('modeling').connect(source, target, allowed === true ? undefined : allowed);
  }

  private move(): void {
    const shape = this.any(this.shapes());
    if (!shape || isA(shape.businessObject, 'bpmn:Lane')) return;
    const by = { x: this.step(120), y: this.step(90) };
    const attached = shape.host ?? undefined;
    const parent = attached ? shape.parent! : (this.containerAt({ x: shape.x + by.x + shape.width / 2, y: shape.y + by.y + shape.height / 2 }, shape) ?? shape.parent!);
    if (!this.service('rules').allowed('elements.move', { shapes: [shape], target: attached ?? parent })) return;
    this.service('modeling').moveElements([shape], by, attached ?? parent, { attach: Boolean(attached) });
  }

  private resize(): void {
    const shape = this.any(this.shapes('bpmn:Activity', 'bpmn:TextAnnotation', 'bpmn:Participant', 'bpmn:Group'));
    if (!shape) return;
    this.service('modeling').resizeShape(shape, { x: shape.x, y: shape.y, width: Math.max(80, shape.width + this.step(60)), height: Math.max(60, shape.height + this.step(60)) });
  }

  private remove(): void {
    const element = this.any(this.elements().filter(({ parent, labelTarget }) => parent && !labelTarget));
    if (element) this.service('modeling').removeElements([element]);
  }

  private rename(): void {
    const element = this.any(this.elements().filter(({ parent, labelTarget }) => parent && !labelTarget));
    if (element) this.service('modeling').updateLabel(element, this.random() < 0.15 ? '' : `${this.name} ${++this.words} ${'word '.repeat(this.random() * 4)}`.trim());
  }

  private moveLabel(): void {
    const label = this.any(this.elements().filter(({ labelTarget }) => labelTarget));
    if (label) this.service('modeling').moveShape(label, { x: this.step(50), y: this.step(50) });
  }

  private colour(): void {
    const element = this.any(this.elements().filter(({ parent }) => parent));
    if (element) this.service('modeling').setColor([element], this.pick(COLOURS));
  }

  private properties(): void {
    const element = this.any(this.nodes());
    if (!element) return;
    const isActivity = isA(element.businessObject, 'bpmn:Activity');
    const loop = () => ({ loopCharacteristics: this.service('bpmnFactory').create('bpmn:MultiInstanceLoopCharacteristics', { isSequential: this.random() < 0.5 }) });
    this.service('modeling').updateProperties(element, isActivity ? (this.random() < 0.5 ? loop() : { isForCompensation: this.random() < 0.3, loopCharacteristics: undefined }) : { name: `${this.name} ${++this.words}` });
  }

  private document(): void {
    const element = this.any(this.elements().filter(({ labelTarget }) => !labelTarget));
    if (!element) return;
    const documentation = this.service('bpmnFactory').create('bpmn:Documentation', { text: `${this.name} says ${++this.words}` });
    documentation.$parent = element.businessObject;
    this.service('modeling').updateModdleProperties(element, element.businessObject, { documentation: [documentation] });
  }

  private extend(): void {
    const element = this.any(this.nodes());
    if (!element) return;
    const extensionElements = this.service('bpmnFactory').create('bpmn:ExtensionElements', {});
    extensionElements.$parent = element.businessObject;
    const setting = this.service('moddle').createAny('acme:setting', 'http://acme.example/bpmn', { value: `${this.name} ${++this.words}` });
    (extensionElements.get('values') as unknown[]).push(setting);
    this.service('modeling').updateModdleProperties(element, element.businessObject, { extensionElements });
  }

  private turn(): void {
    const element = this.any(this.nodes().filter(({ type }) => type in TURNS));
    if (element) this.service('bpmnReplace').replaceElement(element, this.pick(TURNS[element.type]!));
  }

  private bend(): void {
    const connection = this.any(this.elements().filter(({ waypoints }) => waypoints));
    const points = connection?.waypoints ?? [];
    if (!connection || points.length < 2) return;
    const [first, last] = [points[0]!, points.at(-1)!];
    this.service('modeling').updateWaypoints(connection, [first, { x: (first.x + last.x) / 2 + this.step(40), y: (first.y + last.y) / 2 + this.step(40) }, last]);
  }

  private boundary(): void {
    const host = this.any(this.shapes('bpmn:Activity'));
    if (host) this.service('modeling').createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }, { x: host.x + host.width / 2, y: host.y + host.height }, host, { attach: true });
  }

  private pool(): void {
    const root = this.service('canvas').getRootElement();
    if (!root || isA(root.businessObject, 'bpmn:SubProcess')) return;
    const shape = this.service('elementFactory').createParticipantShape({ isExpanded: this.random() < 0.8 });
    this.service('modeling').createShape(shape, { x: 400 + this.step(40), y: 300 + Math.floor(this.random() * 5) * 260 }, root);
  }

  private lane(): void {
    const pool = this.any(this.shapes('bpmn:Participant', 'bpmn:Lane').filter(({ collapsed }) => !collapsed));
    if (!pool) return;
    if (this.random() < 0.6) this.service('modeling').addLane(pool, this.random() < 0.5 ? 'top' : 'bottom');
    else this.service('modeling').splitLane(pool, 2);
  }

  private subProcess(): void {
    const at = this.spot();
    const parent = this.containerAt(at);
    if (parent) this.service('modeling').createShape(this.service('elementFactory').createShape({ type: 'bpmn:SubProcess', isExpanded: this.random() < 0.5 }), at, parent);
  }

  private collapse(): void {
    const shape = this.any(this.shapes('bpmn:SubProcess'));
    if (shape) this.service('bpmnReplace').replaceElement(shape, { type: 'bpmn:SubProcess', isExpanded: shape.collapsed === true });
  }

  private drill(): void {
    const roots = this.service('canvas').getRootElements();
    this.service('canvas').setRootElement(this.pick(roots));
  }

  private defaultFlow(): void {
    const flow = this.any(this.elements().filter(({ businessObject, source }) => isA(businessObject, 'bpmn:SequenceFlow') && isA(source?.businessObject, 'bpmn:ExclusiveGateway')));
    if (flow) this.service('modeling').updateProperties(flow.source!, { default: flow.businessObject });
  }

  /** What is on the plane that is shown. */
  private elements(): readonly Drawn[] {
    const canvas = this.service('canvas');
    const root = canvas.getRootElement();
    return this.service('elementRegistry').getAll().filter((element) => canvas.findRoot(element) === root && !element.hidden).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private shapes(...types: readonly string[]): Drawn[] {
    return this.elements().filter(({ parent, waypoints, labelTarget, businessObject }) => parent && !waypoints && !labelTarget && (types.length === 0 || types.some((type) => isA(businessObject, type))));
  }

  private nodes(): Drawn[] {
    return this.shapes('bpmn:FlowNode');
  }

  /** The innermost thing at a point that may hold others. */
  private containerAt({ x, y }: Point, except?: Drawn): Drawn | undefined {
    const holders = this.shapes('bpmn:Participant', 'bpmn:SubProcess').filter((shape) => !shape.collapsed && shape !== except && !isIn(except, shape) && x > shape.x && x < shape.x + shape.width && y > shape.y && y < shape.y + shape.height);
    const inner = holders.sort((a, b) => a.width * a.height - b.width * b.height)[0];
    const root = this.service('canvas').getRootElement();
    return inner ?? (isA(root?.businessObject, 'bpmn:Collaboration') ? this.any(this.shapes('bpmn:Participant').filter(({ collapsed }) => !collapsed)) : root);
  }

  private spot(): Point {
    return { x: 150 + Math.floor(this.random() * 80) * 10, y: 100 + Math.floor(this.random() * 60) * 10 };
  }

  private step(size: number): number {
    return Math.round((this.random() * 2 - 1) * (size / 10)) * 10;
  }

  private any<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }

  private service<K extends keyof Services>(name: K): Services[K] {
    return this.viewer.get<Services[K]>(name);
  }
}

function isIn(outer: Drawn | undefined, inner: Drawn): boolean {
  for (let around: Drawn | null = inner; outer && around; around = around.parent) if (around === outer) return true;
  return false;
}
