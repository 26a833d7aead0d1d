import { attributeOf, elementsIn, textIn, withDescendants, type XmlElement } from '../xml/xml-tree.js';
import { isDerived, isNeeded, referencesOf, type Reference } from '../references/references.js';

/** What has to be done to a merged document so that all its references resolve. */
export interface Mends {
  /** Elements that cannot be without what they name. */
  readonly gone: ReadonlySet<XmlElement>;
  /** References nobody needs: an attribute (or what is left of its list), or a child. */
  readonly dropped: readonly Reference[];
  /** Nodes that have to name a flow that starts or ends at them. */
  readonly missing: readonly { readonly node: XmlElement; readonly property: 'incoming' | 'outgoing'; readonly flow: string }[];
}

/** What the two sides said: only what resolved there is expected to resolve. */
export interface Sources {
  knows(id: string): boolean;
  /** Whether one of them listed this flow at one of its ends; many tools do not. */
  lists(property: string, flow: string): boolean;
}

/** Finds what of a merged document refers to elements that are not in it, and what its flow nodes should list. */
export function findMends(root: XmlElement, ids: ReadonlyMap<string, XmlElement>, sources: Sources, lanesOfMine: ReadonlyMap<string, ReadonlySet<string>>): Mends {
  const referring = new Map<string, Reference[]>();
  const gone = new Set<XmlElement>();
  const dropped = new Set<Reference>();
  const pending: Reference[] = [];
  const seen = new Set<string>();
  for (const from of withDescendants(root)) {
    for (const reference of referencesOf(from, ids)) {
      const list = referring.get(reference.id);
      if (list) list.push(reference);
      else referring.set(reference.id, [reference]);
      if (!ids.has(reference.id) && sources.knows(reference.id)) pending.push(reference);
      else if (isOutOfPlace(reference, ids, lanesOfMine, seen)) dropped.add(reference);
    }
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (gone.has(next.from)) continue;
    if (!isNeeded(next)) {
      dropped.add(next);
      continue;
    }
    for (const element of withDescendants(next.from)) {
      gone.add(element);
      const id = attributeOf(element, 'id');
      if (id !== undefined) pending.push(...(referring.get(id) ?? []));
    }
  }
  return { gone, dropped: [...dropped].filter(({ from }) => !gone.has(from)), missing: missingIn(root, ids, sources, gone) };
}

/** A flow listed where it does not end, or twice; a node listed in a lane it was moved out of. */
function isOutOfPlace({ from, property, id, child }: Reference, ids: ReadonlyMap<string, XmlElement>, lanesOfMine: ReadonlyMap<string, ReadonlySet<string>>, seen: Set<string>): boolean {
  if (!child || !isDerived(child)) return false;
  const own = attributeOf(from, 'id') ?? '';
  const key = `${property} ${own} ${id}`;
  if (seen.has(key)) return true;
  seen.add(key);
  if (property === 'flowNodeRef') return lanesOfMine.has(id) && !lanesOfMine.get(id)!.has(own);
  const flow = ids.get(id);
  const end = flow && attributeOf(flow, property === 'incoming' ? 'targetRef' : 'sourceRef');
  return end !== undefined && end !== own && ids.has(end);
}

function missingIn(root: XmlElement, ids: ReadonlyMap<string, XmlElement>, sources: Sources, gone: ReadonlySet<XmlElement>): Mends['missing'] {
  const missing: { node: XmlElement; property: 'incoming' | 'outgoing'; flow: string }[] = [];
  const listed = new Map<XmlElement, Set<string>>();
  const listedBy = (node: XmlElement) => {
    let list = listed.get(node);
    if (!list) listed.set(node, (list = new Set(elementsIn(node).filter(isDerived).map((child) => `${child.local} ${textIn(child).trim()}`))));
    return list;
  };
  for (const flow of withDescendants(root)) {
    const id = attributeOf(flow, 'id');
    if (flow.local !== 'sequenceFlow' || id === undefined || gone.has(flow)) continue;
    for (const [end, property] of [['sourceRef', 'outgoing'], ['targetRef', 'incoming']] as const) {
      const node = ids.get(attributeOf(flow, end) ?? '');
      if (node && !gone.has(node) && sources.lists(property, id) && !listedBy(node).has(`${property} ${id}`)) missing.push({ node, property, flow: id });
    }
  }
  return missing;
}
