import { isModdleElement, type ModdleElement } from '../model/moddle-element.js';
import { keyOf } from './element-keys.js';
import { descriptorOfElement, entryOf, isCore, isUnstored, schemaOf, type Descriptor, type Property } from './element-schema.js';
import { readVendorElement } from './read-vendor.js';
import type { Plain } from './record.js';

export type Entries = Record<string, Plain>;

/**
 * Adds the properties and attributes of an element as entries, but for its id, the children which are records of their own, and
 * what is derived.
 */
export function readEntries(element: ModdleElement, isRecord: boolean, entries: Entries): Entries {
  const descriptor = descriptorOfElement(element);
  const slots = isRecord ? schemaOf(element.$type)?.slots : undefined;
  for (const { name, entry, property } of storedIn(descriptor)) {
    if (!Object.hasOwn(element, name) || slots?.has(name)) continue;
    const plain = readValue(element[name], property);
    if (plain !== undefined) entries[entry] = plain;
  }
  const attributes = element.$attrs;
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === 'string' && name !== '__proto__' && !name.startsWith('$')) entries[name === 'z' ? ':z' : name] = value;
  }
  return entries;
}

interface Stored {
  readonly name: string;
  readonly entry: string;
  readonly property: Property;
}

const stored = new WeakMap<Descriptor, readonly Stored[]>();

/** What of a type is stored, asked for each element again. */
function storedIn(descriptor: Descriptor): readonly Stored[] {
  let known = stored.get(descriptor);
  if (!known) {
    const properties = (descriptor.properties as Property[]).filter((property) => !isUnstored(property) && property !== descriptor.idProperty);
    stored.set(descriptor, (known = properties.map((property) => ({ name: property.name, entry: entryOf(property), property }))));
  }
  return known;
}

/** An element inside a value. The type is left out where the property says it. */
export function readElement(element: ModdleElement, property: Property): Plain {
  const descriptor = descriptorOfElement(element);
  if (!isCore(descriptor)) return readVendorElement(element);
  const entries: Entries = element.$type === property.type ? {} : { $type: element.$type };
  if (typeof element.id === 'string' && element.id !== '') entries['id'] = element.id;
  readEntries(element, false, entries);
  if (property.xml?.serialize === 'xsi:type') delete entries['xsi:type'];
  return entries;
}

function readValue(value: unknown, property: Property): Plain | undefined {
  if (value === undefined || value === null || value === property.default) return undefined;
  if (!property.isMany) return readOne(value, property);
  const items = (Array.isArray(value) ? value : []).map((item: unknown) => readOne(item, property)).filter((item) => item !== undefined);
  return items.length === 0 ? undefined : items;
}

function readOne(value: unknown, property: Property): Plain | undefined {
  if (property.isReference) {
    const key = isModdleElement(value) ? keyOf(value) : undefined;
    return key === undefined ? undefined : { $ref: key };
  }
  if (isModdleElement(value)) return readElement(value, property);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
