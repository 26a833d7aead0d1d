import { BPMN_NAMESPACE } from '../model/namespaces.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { bpmnChildren, idOf, typeOf } from './bpmn-elements.js';
import { kindOf, LINKS, sizeOf, SUB_PROCESSES } from './box-sizes.js';
import type { Box, BoxKind, Container, LayoutModel, Plane, Unplaced } from './layout-model.js';
import { readLanes } from './read-lanes.js';
import { readLinks } from './read-links.js';
import { withoutPrefix } from './read-interchange.js';

const COLLABORATIONS = new Set(['collaboration', 'globalConversation']);

/**
 * Reads what has to be drawn, and where it belongs, from the elements of a document.
 *
 * @param isClosed whether a sub-process is shown closed, its content on a plane of its own
 * @param ownPlanes the ids of what has a plane of its own in the file
 */
export function readLayoutModel(root: XmlElement, isClosed: (id: string) => boolean, ownPlanes: ReadonlySet<string>): LayoutModel {
  return new Reading(root, isClosed, ownPlanes).run();
}

class Reading {
  private readonly boxes = new Map<string, Box>();
  private readonly planes: Plane[] = [];
  private readonly unplaced: Unplaced[] = [];
  private readonly linkElements: XmlElement[] = [];
  private readonly pending: { element: XmlElement; container: Container }[] = [];
  private readonly processes = new Map<string, XmlElement>();
  /** The box of the pool a process is shown in, by the id of the process. */
  private readonly poolOf = new Map<string, Box>();
  private readonly categories = new Map<string, string>();

  constructor(
    private readonly root: XmlElement,
    private readonly isClosed: (id: string) => boolean,
    private readonly ownPlanes: ReadonlySet<string>,
  ) {}

  run(): LayoutModel {
    const roots = elementsIn(this.root).filter(({ uri }) => uri === BPMN_NAMESPACE);
    for (const element of roots) {
      if (element.local === 'process') this.processes.set(idOf(element), element);
      if (element.local === 'category') for (const value of elementsIn(element)) this.categories.set(idOf(value), attributeOf(value, 'value') ?? '');
    }
    for (const element of roots) if (COLLABORATIONS.has(element.local)) this.readCollaboration(element);
    for (const element of roots) if (element.local === 'choreography') this.openPlane(element);
    this.readPoollessProcesses();
    // Sub-processes are read as they are met, so that no depth of nesting costs a level of the stack.
    for (let next = this.pending.shift(); next; next = this.pending.shift()) this.readContent(next.element, next.container);
    this.attachGuests();
    const { links, unplaced } = readLinks(this.linkElements, this.boxes, this.poolOf);
    return { planes: this.planes.filter(hasContent), boxes: this.boxes, links, unplaced: [...this.unplaced, ...unplaced] };
  }

  private readCollaboration(element: XmlElement): void {
    const plane = this.newPlane(element);
    const artifacts = this.newContainer(element, undefined);
    for (const child of bpmnChildren(element)) {
      if (LINKS.has(child.local)) this.linkElements.push(child);
      else if (child.local === 'participant') this.readParticipant(child, plane);
      else if (kindOf(child.local) === 'conversation') this.readConversation(child, plane);
      else this.readBox(child, artifacts);
    }
    plane.containers.push(artifacts);
  }

  private readParticipant(element: XmlElement, plane: Plane): void {
    const box = this.readBox(element, undefined);
    if (!box) return;
    plane.pools.push(box);
    const processId = withoutPrefix(attributeOf(element, 'processRef') ?? '');
    const process = this.processes.get(processId);
    if (!process || this.poolOf.has(processId)) return;
    this.poolOf.set(processId, box);
    if (!bpmnChildren(process).some(({ local }) => kindOf(local) !== undefined || local === 'laneSet')) return;
    box.content = this.newContainer(process, box);
    this.pending.push({ element: process, container: box.content });
  }

  private readConversation(element: XmlElement, plane: Plane): void {
    const box = this.readBox(element, undefined);
    if (box) plane.conversations.push(box);
    for (const inner of withDescendants(element)) {
      if (inner === element || inner.uri !== BPMN_NAMESPACE) continue;
      if (kindOf(inner.local) === 'conversation') this.leaveOut(inner, 'It lies inside a sub-conversation, which is shown closed.');
      else if (LINKS.has(inner.local)) this.linkElements.push(inner);
    }
  }

  // Beside pools a process without one is drawn under them; without pools each process has a plane of its own.
  private readPoollessProcesses(): void {
    const collaboration = this.planes.find(({ pools }) => pools.length > 0);
    for (const [id, element] of this.processes) {
      if (this.poolOf.has(id)) continue;
      if (collaboration && !this.ownPlanes.has(id)) this.openContainer(element, collaboration);
      else this.openPlane(element);
    }
  }

  private openPlane(element: XmlElement): void {
    this.openContainer(element, this.newPlane(element));
  }

  private openContainer(element: XmlElement, plane: Plane): void {
    const container = this.newContainer(element, undefined);
    plane.containers.push(container);
    this.pending.push({ element, container });
  }

  private newPlane(rootElement: XmlElement): Plane {
    const plane = { rootId: idOf(rootElement), rootElement, pools: [], conversations: [], containers: [] };
    this.planes.push(plane);
    return plane;
  }

  private newContainer(element: XmlElement, owner: Box | undefined): Container {
    return { id: idOf(element), element, owner, boxes: [], lanes: [], lines: [], x: 0, y: 0, width: 0, height: 0 };
  }

  private readContent(element: XmlElement, container: Container): void {
    const laneSets: XmlElement[] = [];
    for (const child of bpmnChildren(element)) {
      if (child.local === 'laneSet') laneSets.push(child);
      else if (LINKS.has(child.local)) this.readInnerLink(child, element);
      else if (child.local === 'ioSpecification' && element.local === 'process') for (const data of bpmnChildren(child)) this.readBox(data, container);
      else if (child.local !== 'participant') this.readBox(child, container);
    }
    readLanes(laneSets, container, (lane) => this.readBox(lane, undefined));
  }

  // The message flows of a choreography are its tasks: no edge shows them (BPMN 2.0.2, 11.4).
  private readInnerLink(link: XmlElement, owner: XmlElement): void {
    if (owner.local !== 'choreography' || link.local !== 'messageFlow') this.linkElements.push(link);
  }

  private readBox(element: XmlElement, container: Container | undefined): Box | undefined {
    const kind = kindOf(element.local);
    if (!kind) return undefined;
    const id = idOf(element);
    if (id === '') return this.leaveOut(element, 'It has no id, so that no shape can name it.');
    if (this.boxes.has(id)) return this.leaveOut(element, 'Its id belongs to another element as well.');
    const name = this.nameOf(element, kind);
    const box: Box = { id, type: element.local, kind, name, element, container, content: undefined, host: undefined, guests: [], lane: undefined, bands: bandsOf(element), label: undefined, fixed: false, x: 0, y: 0, ...sizeOf(kind, element.local, name) };
    this.boxes.set(id, box);
    container?.boxes.push(box);
    this.linkElements.push(...bpmnChildren(element).filter(({ local }) => local === 'dataInputAssociation' || local === 'dataOutputAssociation'));
    if (SUB_PROCESSES.has(element.local)) this.openSubProcess(element, box);
    return box;
  }

  private openSubProcess(element: XmlElement, box: Box): void {
    if (!bpmnChildren(element).some(({ local }) => kindOf(local) !== undefined || local === 'laneSet')) return;
    if (this.isClosed(box.id)) return this.openPlane(element);
    box.content = this.newContainer(element, box);
    this.pending.push({ element, container: box.content });
  }

  private attachGuests(): void {
    for (const box of this.boxes.values()) {
      if (box.type !== 'boundaryEvent') continue;
      const host = this.boxes.get(withoutPrefix(attributeOf(box.element, 'attachedToRef') ?? ''));
      if (host?.kind !== 'activity' || host.container !== box.container) continue;
      box.host = host;
      host.guests.push(box);
    }
  }

  private nameOf(element: XmlElement, kind: BoxKind): string {
    if (kind === 'annotation') return bpmnChildren(element).filter(({ local }) => local === 'text').map(textIn).join('').trim();
    if (kind === 'group') return this.categories.get(withoutPrefix(attributeOf(element, 'categoryValueRef') ?? '')) ?? '';
    const state = kind === 'data' ? bpmnChildren(element).find(({ local }) => local === 'dataState') : undefined;
    const name = (attributeOf(element, 'name') ?? '').trim();
    return state && attributeOf(state, 'name') ? `${name}\n[${attributeOf(state, 'name')}]` : name;
  }

  private leaveOut(element: XmlElement, reason: string): undefined {
    this.unplaced.push({ elementId: idOf(element), type: typeOf(element), name: attributeOf(element, 'name') ?? null, reason });
    return undefined;
  }
}

function bandsOf(element: XmlElement): Box['bands'] {
  if (!element.local.endsWith('Choreography') && element.local !== 'choreographyTask') return [];
  const initiator = withoutPrefix(attributeOf(element, 'initiatingParticipantRef') ?? '');
  const participants = bpmnChildren(element).filter(({ local }) => local === 'participantRef').map((child) => withoutPrefix(textIn(child)));
  return participants.map((participant) => ({ participant, initiating: participant === initiator }));
}

function hasContent({ pools, conversations, containers }: Plane): boolean {
  return pools.length > 0 || conversations.length > 0 || containers.some(({ boxes, lanes }) => boxes.length > 0 || lanes.length > 0);
}
