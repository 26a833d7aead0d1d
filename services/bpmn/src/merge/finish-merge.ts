import { XMLNS_NAMESPACE, XSI_NAMESPACE } from '../model/namespaces.js';
import { prefixOf } from '../xml/namespaces-in-scope.js';
import { Draft, DraftElement, textNode, type DraftNode } from '../xml/draft.js';
import { Indentation } from '../xml/indentation.js';
import type { XmlDocument, XmlElement } from '../xml/xml-tree.js';
import { elementsIn, textIn, withDescendants } from '../xml/xml-tree.js';
import { drawingsIn, type Drawing } from './drawings.js';
import type { Box, Spot } from './geometry.js';
import { findMends, type Mends } from './mend-references.js';
import type { MergeState } from './merge-state.js';
import { idsIn, isDerived, type Reference } from '../references/references.js';
import { LayoutSettlement } from './settle-layout.js';

const SIDES = ['x', 'y', 'width', 'height'] as const;
const BEFORE_FLOWS = new Set(['documentation', 'extensionElements', 'incoming', 'outgoing']);

/** Puts things in order that follow from others: references, what flow nodes list, and where everything is drawn. */
export function finishMerge(document: XmlDocument, state: MergeState): string {
  return new Finishing(document, state).run();
}

class Finishing {
  private readonly draft: Draft;
  private readonly indentation: Indentation;

  constructor(
    private readonly document: XmlDocument,
    private readonly state: MergeState,
  ) {
    this.draft = new Draft(document);
    this.indentation = new Indentation(this.draft);
  }

  run(): string {
    const ids = idsIn(this.document.root);
    const lists = new Set([...listedIn(this.state.mine.document.root), ...listedIn(this.state.theirs.document.root)]);
    const sources = {
      knows: (id: string) => this.state.mine.ids.has(id) || this.state.theirs.ids.has(id),
      lists: (property: string, flow: string) => lists.has(`${property} ${flow}`),
    };
    const mends = findMends(this.document.root, ids, sources, this.state.lanesOfMine);
    this.layOut(new LayoutSettlement(this.state, ids), mends.gone);
    this.mend(mends);
    return this.draft.write();
  }

  private layOut(layout: LayoutSettlement, gone: ReadonlySet<XmlElement>): void {
    for (const [key, drawing] of drawingsIn(this.document.root)) {
      if (gone.has(drawing.element)) continue;
      if (drawing.box) this.setBox(drawing.bounds!, drawing.box, layout.box(key));
      if (drawing.labelBox) this.setBox(drawing.labelBounds!, drawing.labelBox, layout.label(key));
      if (drawing.line.length > 0) this.setLine(drawing, layout.line(key));
    }
  }

  private setBox(bounds: XmlElement, is: Box, should: Box | undefined): void {
    if (!should) return;
    for (const side of SIDES) if (is[side] !== should[side]) this.set(this.draft.of(bounds), side, String(should[side]));
  }

  private setLine({ element, waypoints, line }: Drawing, should: readonly Spot[] | undefined): void {
    if (!should) return;
    const edge = this.draft.of(element);
    should.slice(0, waypoints.length).forEach((spot, index) => {
      for (const side of ['x', 'y'] as const) if (line[index]![side] !== spot[side]) this.set(this.draft.of(waypoints[index]!), side, String(spot[side]));
    });
    const surplus = waypoints.slice(should.length).map((waypoint) => this.draft.of(waypoint));
    if (surplus.length > 0) edge.removeAll(new Set(surplus));
    const last = this.draft.of(waypoints.at(-1)!);
    // As the others have it; what only means something on the last one stays there.
    const types = last.attributes.some(({ uri }) => uri === XMLNS_NAMESPACE) ? [] : last.attributes.filter(({ uri }) => uri === XSI_NAMESPACE);
    const more = should.slice(waypoints.length).map(({ x, y }) => {
      const waypoint = new DraftElement(null, last, edge);
      for (const type of types) waypoint.setAttribute(type, this.document.text);
      this.set(waypoint, 'x', String(x));
      this.set(waypoint, 'y', String(y));
      return waypoint;
    });
    if (more.length > 0) this.indentation.insert(edge, new Map([[last, more]]));
  }

  private mend({ gone, dropped, missing }: Mends): void {
    const byParent = new Map<DraftElement, Set<DraftNode>>();
    const drop = (element: XmlElement) => {
      const draft = this.draft.of(element);
      if (!draft.parent) return;
      const list = byParent.get(draft.parent);
      if (list) list.add(draft);
      else byParent.set(draft.parent, new Set([draft]));
    };
    for (const element of gone) if (!element.parent || !gone.has(element.parent)) drop(element);
    for (const reference of dropped) {
      if (reference.child) drop(reference.child);
      else this.dropFromAttribute(reference);
    }
    for (const [parent, children] of byParent) parent.removeAll(children);
    for (const { node, property, flow } of missing) this.list(this.draft.of(node), property, flow);
  }

  private dropFromAttribute({ from, attribute, id }: Reference): void {
    const { uri, local } = attribute!;
    const element = this.draft.of(from);
    const rest = (element.attribute(local, uri) ?? '').split(/\s+/).filter((each) => each !== '' && each !== id && !each.endsWith(`:${id}`));
    if (rest.length === 0) element.removeAttribute(uri, local, this.document.text);
    else this.set(element, local, rest.join(' '));
  }

  private list(node: DraftElement, property: string, flow: string): void {
    const prefix = prefixOf(node.name);
    const listed = new DraftElement(null, { name: prefix === '' ? property : `${prefix}:${property}`, uri: node.uri, local: property }, node);
    listed.setChildren([textNode('text', flow)]);
    const elements = node.elements();
    const anchor = elements.findLast(({ local }) => local === property) ?? elements.findLast(({ local }) => BEFORE_FLOWS.has(local) && (property === 'outgoing' || local !== 'outgoing'));
    this.indentation.insert(node, new Map([[anchor ?? null, [listed]]]));
  }

  private set(element: DraftElement, local: string, value: string): void {
    element.setAttribute({ name: local, uri: '', local, value }, this.document.text);
  }
}

function* listedIn(root: XmlElement): Generator<string> {
  for (const element of withDescendants(root)) {
    for (const child of elementsIn(element)) if (isDerived(child) && child.local !== 'flowNodeRef') yield `${child.local} ${textIn(child).trim()}`;
  }
}
