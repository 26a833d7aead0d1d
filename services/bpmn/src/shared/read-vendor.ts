import { isModdleElement, type ModdleElement } from '../model/moddle-element.js';
import { descriptorOfElement, isUnstored, type Descriptor, type Property } from './element-schema.js';
import type { Plain } from './record.js';

/**
 * An element of a vendor as it is written in XML: `{ $type: 'zeebe:input', $uri, attributes, $body, $children }`. One that was
 * read with the vendor's package gives the same as one that was read without.
 */
export function readVendorElement(element: ModdleElement): Plain {
  const descriptor = descriptorOfElement(element);
  return descriptor.isGeneric ? readGeneric(element, descriptor) : readTyped(element, descriptor, tagOf(descriptor));
}

function readGeneric(element: ModdleElement, { ns }: Descriptor): Plain {
  const children = (Array.isArray(element['$children']) ? element['$children'] : []).filter(isModdleElement).map(readVendorElement);
  return written(element.$type, ns.uri ?? '', attributesOf(element), element['$body'], children);
}

function readTyped(element: ModdleElement, descriptor: Descriptor, tag: string): Plain {
  const { ns, properties } = descriptor;
  const attributes = attributesOf({ $type: '', ...element.$attrs });
  const children: Plain[] = [];
  let body: unknown;
  for (const property of properties as Property[]) {
    const value = Object.hasOwn(element, property.name) ? element[property.name] : undefined;
    if (value === undefined || value === null || value === property.default || isUnstored(property)) continue;
    const items: unknown[] = property.isMany && Array.isArray(value) ? value : [value];
    if (property.isBody) body = String(value);
    else if (property.isAttr) attributes[property.ns!.prefix === ns.prefix ? property.name : property.ns!.name] = items.map(textOf).join(' ');
    else children.push(...items.map((item) => readChild(item, property, uriOf(element, property))));
  }
  return written(tag, uriOf(element), attributes, body, children);
}

function readChild(item: unknown, property: Property, uri: string): Plain {
  const name = property.ns!.name;
  if (!isModdleElement(item) || property.isReference) return written(name, uri, {}, textOf(item), []);
  const descriptor = descriptorOfElement(item);
  if (descriptor.isGeneric || property.xml?.serialize === undefined) return descriptor.isGeneric ? readGeneric(item, descriptor) : readTyped(item, descriptor, tagOf(descriptor));
  const child = readTyped(item, descriptor, name);
  return property.xml.serialize === 'xsi:type' && item.$type !== property.type ? { ...(child as object), 'xsi:type': item.$type } : child;
}

function written(type: string, uri: string, attributes: Record<string, string>, body: unknown, children: readonly Plain[]): Plain {
  return { $type: type, $uri: uri, ...attributes, ...(typeof body === 'string' && body !== '' ? { $body: body } : {}), ...(children.length > 0 ? { $children: children } : {}) };
}

function attributesOf(element: object): Record<string, string> {
  const attributes = Object.entries(element).filter(([name, value]) => typeof value === 'string' && !name.startsWith('$') && name !== '__proto__');
  return Object.fromEntries(attributes) as Record<string, string>;
}

function textOf(value: unknown): string {
  return isModdleElement(value) ? (value.id ?? '') : String(value);
}

interface Package {
  readonly uri: string;
  readonly xml?: { readonly tagAlias?: string };
}

function tagOf(descriptor: Descriptor): string {
  const { xml } = (descriptor as unknown as { $pkg: Package }).$pkg;
  const { prefix, localName } = descriptor.ns;
  const local = xml?.tagAlias === 'lowerCase' ? localName.charAt(0).toLowerCase() + localName.slice(1) : localName;
  return prefix === undefined ? local : `${prefix}:${local}`;
}

function uriOf(element: ModdleElement, property?: Property): string {
  const prefix = (property?.ns ?? descriptorOfElement(element).ns).prefix ?? '';
  const model = element['$model'] as { getPackage(prefix: string): Package | undefined };
  return model.getPackage(prefix)?.uri ?? '';
}
