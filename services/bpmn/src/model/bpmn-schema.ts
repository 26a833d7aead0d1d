import type { TypeDescriptor } from 'bpmn-moddle';
import { BIOC_NAMESPACE, BPMN_DI_NAMESPACE, BPMN_NAMESPACE, COLOR_NAMESPACE, DC_NAMESPACE, DI_NAMESPACE } from './namespaces.js';
import { theModdle } from './the-moddle.js';

/** The expanded name of an element. */
export interface ExpandedName {
  readonly uri: string;
  readonly local: string;
}

const PREFIXES = new Map([[BPMN_NAMESPACE, 'bpmn'], [BPMN_DI_NAMESPACE, 'bpmndi'], [DC_NAMESPACE, 'dc'], [DI_NAMESPACE, 'di']]);

/** Packages of the model that know attributes alone. */
const COLOURS: ReadonlySet<string> = new Set([BIOC_NAMESPACE, COLOR_NAMESPACE]);

const descriptors = new Map<string, TypeDescriptor | null>();
/** Names in documents are without end; the specification knows fewer. */
const MOST_REMEMBERED = 1_000;
const singles = new Map<string, boolean>();

/** The type of an element with the prefix of the specification ('bpmn:UserTask'); of others the name as written. */
export function typeOf({ uri, local, name }: ExpandedName & { readonly name: string }): string {
  const prefix = PREFIXES.get(uri);
  return prefix ? `${prefix}:${local.charAt(0).toUpperCase()}${local.slice(1)}` : name;
}

/** Whether an attribute of an element of BPMN 2.0.2 names other elements. */
export function isReferringAttribute(element: ExpandedName, local: string): boolean {
  return descriptorOf(element)?.propertiesByName[local]?.isReference === true;
}

/** Whether the content of a child of an element names another element (`incoming`, `flowNodeRef`, `sourceRef` ...). */
export function isReferringChild(parent: ExpandedName, child: ExpandedName): boolean {
  if (child.uri !== BPMN_NAMESPACE && child.uri !== DI_NAMESPACE) return false;
  const property = descriptorOf(parent)?.propertiesByName[child.local];
  return property?.isReference === true && property.isAttr !== true;
}

/** Whether an element may have only one child of this kind. Documentation counts as one: nobody shows a second. */
export function isSingleChild(parent: ExpandedName, child: ExpandedName): boolean {
  if (child.uri === BPMN_NAMESPACE && child.local === 'documentation') return true;
  const descriptor = descriptorOf(parent);
  if (!descriptor) return false;
  const named = descriptor.propertiesByName[child.local];
  if (named && !named.isAttr) return named.isMany !== true;
  const childType = descriptorOf(child);
  if (!childType) return false;
  const key = `${parent.uri} ${parent.local} ${child.uri} ${child.local}`;
  let single = singles.get(key);
  if (single === undefined) {
    const typed = descriptor.properties.find(({ type, isAttr, isReference }) => !isAttr && !isReference && type in childType.allTypesByName);
    singles.set(key, (single = typed !== undefined && typed.isMany !== true));
  }
  return single;
}

/** The name the model knows an element by as the value of a property ('bpmn:incoming'); undefined for those of vendors. */
export function nameInModel({ uri, local }: ExpandedName): string | undefined {
  const prefix = PREFIXES.get(uri);
  return prefix ? `${prefix}:${local}` : undefined;
}

/** The schema of an element by how it is written: null when its package knows none of that name, undefined when it is of no package. */
export function writtenDescriptorOf({ uri, local }: ExpandedName): TypeDescriptor | null | undefined {
  if (COLOURS.has(uri)) return null;
  const prefix = PREFIXES.get(uri);
  if (!prefix) return undefined;
  // Of these two packages `task` and `Task` are the same; of the others only what is written as it is called.
  return descriptorOfType(prefix === 'bpmn' || prefix === 'di' ? `${prefix}:${local.charAt(0).toUpperCase()}${local.slice(1)}` : `${prefix}:${local}`);
}

/** Whether an attribute says what holds anyway when it is left out, so that the model does not write it. */
export function isDefault(element: ExpandedName, attribute: string, value: string): boolean {
  const property = descriptorOf(element)?.propertiesByName[attribute];
  return property !== undefined && 'default' in property && String(property.default) === value.trim();
}

/** The schema of an element of BPMN 2.0.2; null for all others. */
export function descriptorOf(element: ExpandedName): TypeDescriptor | null {
  return PREFIXES.has(element.uri) ? descriptorOfType(typeOf({ ...element, name: '' })) : null;
}

/** The schema of a type by its name ('bpmn:UserTask'); null when there is none. */
export function descriptorOfType(type: string): TypeDescriptor | null {
  const known = descriptors.get(type);
  if (known !== undefined) return known;
  const descriptor = find(type);
  if (descriptor || descriptors.size < MOST_REMEMBERED) descriptors.set(type, descriptor);
  return descriptor;
}

function find(type: string): TypeDescriptor | null {
  try {
    return theModdle().getType(type).$descriptor;
  } catch {
    // The registry throws for names it does not know; documents may hold any.
    return null;
  }
}
