import type { PropertyDescriptor } from 'bpmn-moddle';
import type { ModdleElement } from '../model/moddle-element.js';
import { descriptorOfElement, isKind, isUnstored, schemaOf, type Property } from './element-schema.js';
import { createElement, type Maker } from './maker.js';
import { isReference, keyOfId } from './record.js';
import { writeVendorElement } from './write-vendor.js';

/** Names an attribute may have, as the model's parser takes them. */
const ATTRIBUTE = /^(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*$/;
const NUMBERS = new Set(['Integer', 'Real']);
const RECORD_ENTRIES = new Set(['z']);

/** Gives an element its entries; what does not suit its type is left out. */
export function writeEntries(element: ModdleElement, entries: object, maker: Maker): void {
  const { propertiesByName } = descriptorOfElement(element);
  for (const [name, value] of Object.entries(entries)) {
    if (name.startsWith('$') || name === 'id' || RECORD_ENTRIES.has(name)) continue;
    const property = Object.hasOwn(propertiesByName, name) ? (propertiesByName[name] as Property) : undefined;
    if (!property) writeAttribute(element, name === ':z' ? 'z' : name, value);
    else if (isUnstored(property)) continue;
    else if (property.isReference && maker.later) maker.later.push(() => writeProperty(element, property, value, maker));
    else writeProperty(element, property, value, maker);
  }
}

/** An element inside a value; undefined when it is none that could be there. */
export function writeElement(value: unknown, property: PropertyDescriptor, maker: Maker): ModdleElement | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isReference(value)) return undefined;
  const { $type, $uri, id } = value as { $type?: unknown; $uri?: unknown; id?: unknown };
  if (typeof $uri === 'string') return property.type === 'Element' ? writeVendorElement(value, maker) : undefined;
  const type = $type === undefined ? property.type : $type;
  if (typeof type !== 'string' || !schemaOf(type) || (property.type !== 'Element' && !isKind(type, property.type))) return undefined;
  const element = createElement(type, maker.moddle);
  if (!element) return undefined;
  if (typeof id === 'string' && id !== '') {
    element.id = id;
    if (maker.parts?.has(keyOfId(id)) === false) maker.parts.set(keyOfId(id), element);
  }
  writeEntries(element, value, maker);
  return element;
}

function writeProperty(element: ModdleElement, property: Property, value: unknown, maker: Maker): void {
  const write = (item: unknown) => writeOne(element, property, item, maker);
  if (!property.isMany) {
    const written = write(value);
    if (written !== undefined) setProperty(element, property, written);
    return;
  }
  const items = (Array.isArray(value) ? value : []).map(write).filter((item) => item !== undefined);
  if (items.length > 0) setProperty(element, property, items);
}

function writeOne(owner: ModdleElement, property: Property, value: unknown, maker: Maker): unknown {
  if (property.isReference) {
    const target = isReference(value) ? maker.lookup(value.$ref) : undefined;
    return typeof target?.id === 'string' ? target : undefined;
  }
  if (NUMBERS.has(property.type)) return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (property.type === 'Boolean') return typeof value === 'boolean' ? value : undefined;
  if (property.type === 'String' || property.isAttr) return typeof value === 'string' ? value : undefined;
  const element = writeElement(value, property, maker);
  if (element) element.$parent = owner;
  return element;
}

function setProperty(element: ModdleElement, property: Property, value: unknown): void {
  (element as unknown as { set(name: string, value: unknown): void }).set(property.ns?.name ?? property.name, value);
}

function writeAttribute(element: ModdleElement, name: string, value: unknown): void {
  if (typeof value !== 'string' || !ATTRIBUTE.test(name) || name === '__proto__') return;
  element.$attrs![name] = value;
}
