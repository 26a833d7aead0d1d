import type { BpmnModdle } from 'bpmn-moddle';
import type { ModdleElement } from '../model/moddle-element.js';
import { descriptorOfElement, prefixOf, type Descriptor, type Property } from './element-schema.js';
import { createElement } from './maker.js';

interface Package {
  readonly prefix: string;
  readonly uri: string;
  readonly xml?: { readonly tagAlias?: string };
}

/**
 * An element of the type that the vendor's package has for it, with what of its attributes and children the type knows; undefined
 * when the moddle has no such package or type. Whoever asks compares what it says with what was given.
 */
export function typedVendorElement(value: object, moddle: BpmnModdle, as?: string): ModdleElement | undefined {
  const { $type, $uri, $body, $children, ...attributes } = value as Record<string, unknown>;
  const type = as ?? typeNameOf($type, $uri, moddle);
  const element = type === undefined ? undefined : createElement(type, moddle);
  if (!element) return undefined;
  const descriptor = descriptorOfElement(element);
  for (const [name, text] of Object.entries(attributes)) giveAttribute(element, descriptor, name, text);
  const body = descriptor.bodyProperty;
  if (typeof $body === 'string' && body) element[body.name] = coerced(body.type, $body);
  for (const child of Array.isArray($children) ? $children : []) if (typeof child === 'object' && child !== null) giveChild(element, descriptor, child as Record<string, unknown>, moddle);
  return element;
}

function giveAttribute(element: ModdleElement, descriptor: Descriptor, name: string, text: unknown): void {
  if (typeof text !== 'string') return;
  const property = propertyNamed(descriptor, name);
  if (!property) element.$attrs![name] = text;
  else if (property.isAttr && !property.isReference && !property.isMany) element[property.name] = coerced(property.type, text);
}

function giveChild(element: ModdleElement, descriptor: Descriptor, child: Record<string, unknown>, moddle: BpmnModdle): void {
  const named = propertyNamed(descriptor, String(child['$type']));
  if (named && !named.isAttr && !named.isReference) {
    if (SIMPLE.has(named.type)) return give(element, named, coerced(named.type, typeof child['$body'] === 'string' ? child['$body'] : ''));
    return give(element, named, typedVendorElement(child, moddle, named.type));
  }
  const made = typedVendorElement(child, moddle);
  if (!made) return;
  const types = descriptorOfElement(made).allTypesByName;
  const property = (descriptor.properties as Property[]).find(({ isAttr, isReference, isVirtual, type }) => !isAttr && !isReference && !isVirtual && type in types);
  if (property) give(element, property, made);
}

function give(element: ModdleElement, property: Property, value: unknown): void {
  if (value === undefined) return;
  if (typeof value === 'object') (value as ModdleElement).$parent = element;
  if (!property.isMany) element[property.name] = value;
  else if (Array.isArray(element[property.name]) && Object.hasOwn(element, property.name)) (element[property.name] as unknown[]).push(value);
  else element[property.name] = [value];
}

const SIMPLE = new Set(['String', 'Boolean', 'Integer', 'Real']);

function coerced(type: string, text: string): unknown {
  if (type === 'Boolean') return text === 'true';
  return type === 'Integer' || type === 'Real' ? Number(text) : text;
}

function propertyNamed({ propertiesByName }: Descriptor, name: string): Property | undefined {
  return Object.hasOwn(propertiesByName, name) ? (propertiesByName[name] as Property) : undefined;
}

function typeNameOf(tag: unknown, uri: unknown, moddle: BpmnModdle): string | undefined {
  if (typeof tag !== 'string' || typeof uri !== 'string' || uri === '') return undefined;
  const pack = (moddle as unknown as { getPackage(uri: string): Package | undefined }).getPackage(uri);
  if (!pack || pack.uri !== uri || pack.prefix !== prefixOf(tag) || BPMN.has(pack.prefix)) return undefined;
  const local = tag.slice(tag.indexOf(':') + 1);
  return `${pack.prefix}:${pack.xml?.tagAlias === 'lowerCase' ? local.charAt(0).toUpperCase() + local.slice(1) : local}`;
}

const BPMN = new Set(['bpmn', 'bpmndi', 'dc', 'di']);
