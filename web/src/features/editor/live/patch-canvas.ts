import { part, type Drawn, type Parts, type PartSource, type Point } from './canvas-parts.js';
import type { Wanted } from './wanted-drawing.js';

/**
 * Makes a canvas show exactly what belongs on it, without commands: no behaviour runs, nothing is to be undone. Elements that
 * are there stay the same objects, so that who holds them (a selection, a panel) goes on with them.
 *
 * @param changed ids of elements to draw anew although they lie where they lay: a name, a colour, a marker
 * @returns what is drawn otherwise than before
 */
export function patchCanvas(viewer: PartSource, wanted: ReadonlyMap<string, Wanted>, changed: ReadonlySet<string>): readonly Drawn[] {
  return new CanvasPatch(viewer, wanted, changed).run();
}

class CanvasPatch {
  private readonly canvas: Parts['canvas'];
  private readonly registry: Parts['elementRegistry'];
  private readonly dirty = new Set<Drawn>();
  private readonly moved = new Set<Drawn>();
  private readonly replaced = new Map<string, Drawn>();

  constructor(
    private readonly viewer: PartSource,
    private readonly wanted: ReadonlyMap<string, Wanted>,
    private readonly changed: ReadonlySet<string>,
  ) {
    this.canvas = part(viewer, 'canvas');
    this.registry = part(viewer, 'elementRegistry');
  }

  run(): readonly Drawn[] {
    const selected = part(this.viewer, 'selection').get().map(({ id }) => id);
    const gone = this.registry.getAll().filter((element) => !isStill(element, this.wanted.get(element.id)));
    for (const element of gone) if (this.wanted.has(element.id)) this.takeOff(element);
    for (const one of this.wanted.values()) if (!this.registry.get(one.id)) this.add(one);
    for (const one of this.wanted.values()) this.settle(one, this.registry.get(one.id)!);
    this.setRoot();
    for (const element of gone) if (!this.wanted.has(element.id)) this.takeOff(element);
    this.putInOrder();
    const drawn = [...this.dirty].filter((element) => this.registry.get(element.id) === element);
    if (drawn.length > 0) part(this.viewer, 'eventBus').fire('elements.changed', { elements: drawn });
    this.selectAgain(selected);
    return drawn;
  }

  private add(one: Wanted): void {
    const { semantic, di, hidden, bounds, waypoints } = one;
    const factory = part(this.viewer, 'elementFactory');
    const saysMarker = Object.hasOwn(di, 'isMarkerVisible');
    const attributes = { id: one.id, type: semantic.$type, businessObject: semantic, di };
    if (one.kind === 'root') {
      const root = factory.createRoot(attributes);
      this.canvas.addRootElement(root);
      return;
    }
    const parent = this.registry.get(one.parent!.id)!;
    if (one.kind === 'connection') {
      const ends = { source: this.registry.get(one.source!.id), target: this.registry.get(one.target!.id) };
      this.canvas.addConnection(factory.createConnection({ ...attributes, ...ends, hidden, waypoints: copied(waypoints!) }), parent);
    } else if (one.kind === 'label') {
      this.canvas.addShape(factory.createLabel({ ...attributes, ...bounds, type: 'label', hidden, labelTarget: this.registry.get(one.labelTarget!.id) }), parent);
    } else {
      const shape = factory.createShape({ ...attributes, ...bounds, hidden, collapsed: one.collapsed, isFrame: semantic.$type === 'bpmn:Group' });
      if (!saysMarker) delete di['isMarkerVisible']; // the factory writes it; the file does not say it
      if (one.host) shape.host = this.registry.get(one.host.id) ?? null;
      this.canvas.addShape(shape, parent);
    }
    const added = this.registry.get(one.id)!;
    part(this.viewer, 'eventBus').fire('bpmnElement.added', { element: added });
    this.dirty.add(added);
    this.moved.add(added);
    if (one.kind !== 'label') this.inherit(added);
  }

  /** What was there under the same id, as another kind of thing, leaves what is in it and joined to it to its successor. */
  private inherit(added: Drawn): void {
    const before = this.replaced.get(added.id);
    if (!before) return;
    for (let [child] = before.children; child; [child] = before.children) {
      child.parent = added; // which takes it from there
      this.moved.add(child);
    }
  }

  /** Brings an element to where it belongs, and notes whether that changes how it looks. */
  private settle(one: Wanted, element: Drawn): void {
    const { semantic, di, bounds, waypoints, hidden } = one;
    if (element.businessObject !== semantic || element.di !== di) {
      element.businessObject = semantic;
      element.di = di;
      this.dirty.add(element);
    }
    if (one.kind === 'root') {
      if (this.changed.has(one.id)) this.dirty.add(element);
      return;
    }
    const parent = this.registry.get(one.parent!.id)!;
    if (element.parent !== parent) {
      element.parent = parent;
      this.moved.add(element);
      this.dirty.add(element);
    }
    if (bounds && (element.x !== bounds.x || element.y !== bounds.y || element.width !== bounds.width || element.height !== bounds.height)) {
      Object.assign(element, bounds);
      this.dirty.add(element);
    }
    if (waypoints && !isSameWay(element.waypoints ?? [], waypoints)) {
      element.waypoints = copied(waypoints);
      this.dirty.add(element);
    }
    if ((element.hidden ?? false) !== hidden || (one.kind === 'shape' && element.collapsed !== one.collapsed)) {
      element.hidden = hidden;
      if (one.kind === 'shape') element.collapsed = one.collapsed ?? false;
      this.dirty.add(element);
    }
    this.join(one, element);
    if (this.changed.has(semantic.id!)) this.dirty.add(element);
  }

  private join(one: Wanted, element: Drawn): void {
    for (const end of ['source', 'target', 'host', 'labelTarget'] as const) {
      const other = one[end] ? this.registry.get(one[end].id)! : null;
      if ((element[end] ?? null) === other) continue;
      element[end] = other;
      this.dirty.add(element);
    }
  }

  /** The canvas library's own removal leaves what is joined to a thing joined to it. */
  private takeOff(element: Drawn): void {
    if (this.wanted.has(element.id)) this.replaced.set(element.id, element);
    if (element.parent === undefined || (element.parent === null && this.canvas.getRootElements().includes(element))) {
      if (!this.wanted.has(element.id)) this.canvas.removeRootElement(element);
      return;
    }
    if (element.waypoints) this.canvas.removeConnection(element);
    else this.canvas.removeShape(element);
    for (const end of ['source', 'target', 'host', 'labelTarget'] as const) if (element[end]) element[end] = null;
    if (this.wanted.has(element.id)) return;
    for (let [joined] = element.incoming; joined; [joined] = element.incoming) joined.target = null;
    for (let [joined] = element.outgoing; joined; [joined] = element.outgoing) joined.source = null;
  }

  /** The root that is shown may have gone, as when a process became a collaboration: the first takes its place. */
  private setRoot(): void {
    const shown = this.canvas.getRootElement();
    if (shown && this.wanted.has(shown.id)) return;
    const first = [...this.wanted.values()].find(({ kind }) => kind === 'root');
    const root = first && this.registry.get(first.id);
    if (root) this.canvas.setRootElement(root);
  }

  private putInOrder(): void {
    const byParent = new Map<string, Wanted[]>();
    for (const one of this.wanted.values()) {
      if (!one.parent) continue;
      const inside = byParent.get(one.parent.id);
      if (inside) inside.push(one);
      else byParent.set(one.parent.id, [one]);
    }
    const stirred = new Set<Drawn>();
    for (const [id, inside] of byParent) {
      const parent = this.registry.get(id)!;
      const order = inside.map((one) => [one.level, this.registry.get(one.id)!] as const).sort(([a], [b]) => a - b);
      if (parent.children.length === order.length && order.every(([, child], index) => parent.children[index] === child)) continue;
      parent.children.splice(0, parent.children.length, ...order.map(([, child]) => child));
      if (order[0]) stirred.add(order[0][1]);
    }
    for (const element of this.moved) stirred.add(element);
    if (stirred.size > 0) part(this.viewer, 'graphicsFactory').updateContainments([...stirred]);
  }

  private selectAgain(ids: readonly string[]): void {
    const selection = part(this.viewer, 'selection');
    const now = selection.get();
    const root = this.canvas.getRootElement();
    const wanted = ids.flatMap((id) => this.registry.get(id) ?? []).filter((element) => element !== root);
    if (wanted.length !== now.length || wanted.some((element) => !now.includes(element))) selection.select(wanted);
  }
}

/** Whether an element can go on as what is wanted under its id. */
function isStill(element: Drawn, one: Wanted | undefined): boolean {
  if (!one) return false;
  if (one.kind === 'label') return element.labelTarget !== undefined && element.labelTarget !== null;
  return (element.waypoints !== undefined) === (one.kind === 'connection') && element.type === one.semantic.$type;
}

const isSameWay = (now: readonly Point[], then: readonly Point[]) => now.length === then.length && now.every(({ x, y }, index) => x === then[index]!.x && y === then[index]!.y);
const copied = (points: readonly Point[]): Point[] => points.map(({ x, y }) => ({ x, y }));
