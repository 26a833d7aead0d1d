import { elementsOf, isA, isModdleElement, textOf } from './moddle-element.js';
import type { ModdleElement } from './moddle-element.js';

/** One element a person could look for. */
export interface ElementIndexEntry {
  elementId: string;
  /** With its prefix: 'bpmn:UserTask'. */
  type: string;
  name: string | null;
  documentation: string | null;
  /** The id of the nearest containing element that has one; null under the definitions. */
  parentId: string | null;
}

export const MOST_INDEXED_ELEMENTS = 20_000;
export const LONGEST_INDEXED_TEXT = 2_000;

const INDEXED = [
  'bpmn:FlowElement',
  'bpmn:Artifact',
  'bpmn:Collaboration',
  'bpmn:Process',
  'bpmn:Participant',
  'bpmn:Lane',
  'bpmn:MessageFlow',
  'bpmn:ConversationNode',
  'bpmn:DataInput',
  'bpmn:DataOutput',
  'bpmn:DataStore',
  'bpmn:Message',
  'bpmn:Signal',
  'bpmn:Error',
  'bpmn:Escalation',
  'bpmn:Category',
  'bpmn:CategoryValue',
  'bpmn:GlobalTask',
  'bpmn:Interface',
  'bpmn:Operation',
  'bpmn:Resource',
  'bpmn:PartnerEntity',
  'bpmn:PartnerRole',
];

/**
 * Lists what a search should find in a model: flow elements, participants, lanes, processes, data, artifacts, messages
 * and their like, in document order. At most 20,000 entries; names and documentation are cut at 2,000 characters.
 */
export function indexElements(definitions: ModdleElement): ElementIndexEntry[] {
  const entries: ElementIndexEntry[] = [];
  const indexedTypes = new Map<string, boolean>();
  const seen = new Set<ModdleElement>([definitions]);
  const pending: { element: ModdleElement; parentId: string | null }[] = [];
  const visitChildren = (element: ModdleElement, parentId: string | null) => {
    for (const child of childrenOf(element).reverse()) if (!seen.has(child)) pending.push({ element: child, parentId });
  };
  visitChildren(definitions, null);
  for (let next = pending.pop(); next && entries.length < MOST_INDEXED_ELEMENTS; next = pending.pop()) {
    const { element, parentId } = next;
    if (seen.has(element)) continue;
    seen.add(element);
    const entry = isIndexed(element, indexedTypes) ? entryOf(element, parentId) : undefined;
    if (entry) entries.push(entry);
    visitChildren(element, entry?.elementId ?? parentId);
  }
  return entries;
}

// Contained elements name this one as their parent; elements merely referred to do not.
function childrenOf(element: ModdleElement): ModdleElement[] {
  const children: ModdleElement[] = [];
  for (const key of Object.keys(element)) {
    if (key.startsWith('$') || key === 'diagrams') continue;
    const value = element[key];
    for (const item of Array.isArray(value) ? value : [value]) if (isModdleElement(item) && item.$parent === element) children.push(item);
  }
  return children;
}

function isIndexed(element: ModdleElement, known: Map<string, boolean>): boolean {
  let indexed = known.get(element.$type);
  if (indexed === undefined) {
    indexed = INDEXED.some((type) => isA(element, type));
    known.set(element.$type, indexed);
  }
  return indexed;
}

function entryOf(element: ModdleElement, parentId: string | null): ElementIndexEntry | undefined {
  const elementId = textOf(element, 'id');
  if (!elementId) return undefined;
  const name = textOf(element, 'name') ?? textOf(element, 'text') ?? textOf(element, 'value');
  const documentation = elementsOf(element, 'documentation').map((doc) => textOf(doc, 'text') ?? '').join('\n');
  return { elementId, type: element.$type, name: cut(name), documentation: cut(documentation), parentId };
}

function cut(text: string | undefined): string | null {
  const trimmed = text?.trim();
  if (!trimmed) return null;
  return trimmed.length > LONGEST_INDEXED_TEXT ? trimmed.slice(0, LONGEST_INDEXED_TEXT).toWellFormed() : trimmed;
}
