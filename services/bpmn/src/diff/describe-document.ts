import { BPMN_DI_NAMESPACE, BPMN_NAMESPACE, XMLNS_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import { typeOf } from '../model/bpmn-schema.js';
import { nameOf } from '../model/name-of-element.js';
import { isDerived, isLaneMember } from '../references/references.js';
import { attributeOf, elementsIn, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import type { ChangeKind } from './bpmn-diff.js';
import { depicted, describeDiagram } from './describe-drawing.js';
import { vendorContent, contentShown, plainText, vendorName, type Fact } from './facts.js';
import { goesWithoutSaying, isKnown, isUntold, kindOf, partName, refers } from './known-elements.js';

/** An element people know by itself, and all that a document says of it. */
export interface Described {
  readonly elementId: string;
  readonly type: string;
  readonly name: string | null;
  readonly facts: Map<string, Fact[]>;
}

/** The definitions are known by this, whatever their id: a document has them once. */
export const DEFINITIONS = '';

/** All elements of a document that people know, by id, in document order, each with what is said of it anywhere. */
export function describeDocument(root: XmlElement): Map<string, Described> {
  return new Description(root).known;
}

class Description {
  readonly known = new Map<string, Described>();
  private readonly byId = new Map<string, XmlElement>();
  private readonly drawn = new Set<string>();
  private readonly lanes: [id: string, fact: Fact][] = [];
  private readonly diagrams: XmlElement[] = [];

  constructor(root: XmlElement) {
    for (const element of withDescendants(root)) {
      const id = attributeOf(element, 'id');
      if (id !== undefined && !this.byId.has(id)) this.byId.set(id, element);
      const shows = element.uri === BPMN_DI_NAMESPACE && element.local !== 'BPMNPlane' ? depicted(element) : undefined;
      if (shows !== undefined) this.drawn.add(shows);
    }
    this.enter(root, DEFINITIONS);
    // What is said of an element elsewhere, when all of them are known.
    const definitions = this.known.get(DEFINITIONS)!;
    for (const [id, fact] of this.lanes) this.tell(this.known.get(id) ?? definitions, fact);
    for (const diagram of this.diagrams) describeDiagram(diagram, (id, fact) => this.tell((id === undefined ? undefined : this.known.get(this.resolved(id))) ?? definitions, fact));
  }

  private enter(element: XmlElement, id: string): void {
    const own = this.known.get(id) ?? { elementId: id === DEFINITIONS ? (attributeOf(element, 'id') ?? '') : id, type: typeOf(element), name: nameOf(element) ?? null, facts: new Map() };
    this.known.set(id, own);
    this.attributes(element, '', own);
    for (const child of elementsIn(element)) this.inside(child, '', own, id);
  }

  /** A child of a known element, or of a part of it: known itself, or one more part. */
  private inside(element: XmlElement, way: string, owner: Described, ownerId: string): void {
    if (element.uri === BPMN_DI_NAMESPACE && element.local === 'BPMNDiagram') {
      this.diagrams.push(element);
      return;
    }
    if (isLaneMember(element)) return this.lane(element, owner);
    if (isDerived(element)) return;
    if (element.uri !== BPMN_NAMESPACE) return this.vendor(element, way, owner);
    if (element.local === 'extensionElements') {
      for (const child of elementsIn(element)) this.vendor(child, way, owner);
      return;
    }
    if (isKnown(element, (id) => this.drawn.has(id))) {
      const id = attributeOf(element, 'id')!;
      this.enter(element, id);
      if (ownerId !== DEFINITIONS) this.tell(this.known.get(id)!, this.reference('semantic', 'parent', ownerId));
      return;
    }
    this.part(element, way, owner, ownerId);
  }

  private part(element: XmlElement, way: string, owner: Described, ownerId: string): void {
    const path = way + partName(element.local);
    const kind: ChangeKind = element.local === 'documentation' || (element.local === 'text' && owner.type === 'bpmn:TextAnnotation') ? 'documentation' : 'semantic';
    const text = plainText(textIn(element));
    const children = elementsIn(element);
    // Documentation and scripts may hold markup of their own.
    const foreign = children.some(({ uri }) => uri !== BPMN_NAMESPACE);
    if (foreign) this.tell(owner, { kind, key: path, property: path, raw: vendorContent(element), shown: () => contentShown(element) });
    else if (text !== '') this.tell(owner, refers(element.local) ? this.reference(kind, path, text) : { kind, key: path, property: path, raw: text });
    else if (kind === 'semantic' && !/[lL]aneSet$/.test(element.local)) this.tell(owner, { kind, key: path, property: path, raw: typeOf(element) });
    this.attributes(element, `${path}.`, owner);
    if (!foreign) for (const child of children) this.inside(child, `${path}.`, owner, ownerId);
  }

  private attributes(element: XmlElement, way: string, owner: Described): void {
    for (const attribute of element.attributes) {
      const { uri, local, value } = attribute;
      if (uri === XMLNS_NAMESPACE || (uri === XSI_NAMESPACE && local !== 'type')) continue;
      if (uri === '' || uri === XSI_NAMESPACE) {
        // The id of a part is its own affair; that of a known element is what it is known by.
        if ((local === 'id' && (way !== '' || owner.type !== 'bpmn:Definitions')) || isUntold(local)) continue;
        const plain = uri === XSI_NAMESPACE ? value.replace(/^.*:/, '') : plainText(value);
        if (goesWithoutSaying(element, local, plain)) continue;
        this.tell(owner, refers(local) ? this.reference('semantic', way + local, plain) : { kind: 'semantic', key: way + local, property: way + local, raw: plain });
      } else this.tell(owner, { kind: kindOf(uri, 'extension'), key: `${way}${uri} ${local}`, property: way + vendorName(attribute), raw: value });
    }
  }

  private vendor(element: XmlElement, way: string, owner: Described): void {
    this.tell(owner, { kind: kindOf(element.uri, 'extension'), key: `${way}<${element.uri} ${element.local}`, property: way + vendorName(element), raw: vendorContent(element), shown: () => contentShown(element) });
  }

  /** That a lane holds a node is told of the node; of the lane when there is no such node. */
  private lane(reference: XmlElement, lane: Described): void {
    const id = this.resolved(textIn(reference).trim());
    if (this.byId.has(id)) this.lanes.push([id, this.reference('semantic', 'lane', lane.elementId)]);
    else this.tell(lane, this.reference('semantic', 'flowNodeRef', id));
  }

  private reference(kind: ChangeKind, property: string, value: string): Fact {
    const id = this.resolved(value);
    return { kind, key: property, property, raw: id, shown: () => this.called(id) };
  }

  // References are QNames: some tools write the prefix of the target namespace.
  private resolved(value: string): string {
    if (this.byId.has(value)) return value;
    const local = value.slice(value.indexOf(':') + 1);
    return this.byId.has(local) ? local : value;
  }

  private called(id: string): string {
    const element = this.byId.get(id);
    const name = element && nameOf(element);
    return name ? `${name} (${id})` : id;
  }

  private tell(owner: Described, fact: Fact): void {
    const same = owner.facts.get(fact.key);
    if (same) same.push(fact);
    else owner.facts.set(fact.key, [fact]);
  }
}
