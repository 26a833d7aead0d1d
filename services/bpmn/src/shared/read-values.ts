import { isModdleElement, type ModdleElement } from '../model/moddle-element.js';
import { keyOf } from './element-keys.js';
import { descriptorOfElement, entryOf, isCore, isUnstored, schemaOf, type Property } from './element-schema.js';
import { readVendorElement } from './read-vendor.js';
import type { Plain } from './record.js';

export type Entries = Record<string, Plain>;

/**
 * The properties and attributes of an element as entries, but for its id, the children which are records of their own, and what
 * is derived.
 */
export function readEntries(element: ModdleElement, isRecord: boolean): Entries {
  const entries: Entries = Object.create(null) as Entries;
  const descriptor = descriptorOfElement(element);
  const slots = isRecord ? schemaOf(element.$type)?.slots : undefined;
  for (const property of descriptor.properties as Property[]) {
    if (isUnstored(property) || !Object.hasOwn(element, property.name) || property === descriptor.idProperty || slots?.has(property.name)) continue;
    const plain = readValue(element[property.name], property);
    if (plain !== undefined) entries[entryOf(property)] = plain;
  }
  for (const [name, value] of Object.entries(element.$attrs ?? {})) if (typeof value === 'string' && name !== '__proto__' && !name.startsWith('$')) entries[name === 'z' ? ':z' : name] = value;
  return entries;
}

/** An element inside a value. The type is left out where the property says it. */
export function readElement(element: ModdleElement, property: Property): Plain {
  const descriptor = descriptorOfElement(element);
  if (!isCore(descriptor)) return readVendorElement(element);
  const entries = readEntries(element, false);
  if (property.xml?.serialize === 'xsi:type') delete entries['xsi:type'];
  return {
    ...(element.$type === property.type ? {} : { $type: element.$type }),
    ...(typeof element.id === 'string' && element.id !== '' ? { id: element.id } : {}),
    ...entries,
  };
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
