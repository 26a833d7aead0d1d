import type { ModdleElement } from '../model/moddle-element.js';
import { samePlain } from './changes.js';
import { readVendorElement } from './read-vendor.js';
import { typedVendorElement } from './type-vendor.js';
import type { Maker } from './maker.js';

/** A prefixed name as moddle takes it for an element of a vendor. */
const NAME = /^(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*$/;
const RESERVED = new Set(['xml', 'xmlns']);

interface AnyMaker {
  createAny(name: string, uri: string | undefined, properties: object): ModdleElement;
}

/**
 * An element of a vendor from what it is in XML (see read-vendor.ts); undefined when it could not be written. Of the vendor's own
 * type where the moddle has its package and nothing would be said differently.
 */
export function writeVendorElement(value: object, maker: Maker): ModdleElement | undefined {
  const { $type, $uri } = value as Record<string, unknown>;
  if (typeof $type !== 'string' || !NAME.test($type) || typeof $uri !== 'string') return undefined;
  // Without a prefix an element may be of no namespace; with one it cannot be written without.
  if ($type.includes(':') && ($uri === '' || RESERVED.has($type.split(':')[0]!))) return undefined;
  const typed = typedVendorElement(value, maker.moddle);
  return typed && samePlain(readVendorElement(typed), value) ? typed : anyElement(value, $type, $uri, maker);
}

function anyElement(value: object, $type: string, $uri: string, maker: Maker): ModdleElement {
  const { $body, $children } = value as Record<string, unknown>;
  const attributes = Object.entries(value).filter(([name, text]) => typeof text === 'string' && NAME.test(name));
  const element = (maker.moddle as unknown as AnyMaker).createAny($type, $uri === '' ? undefined : $uri, Object.fromEntries(attributes));
  if (typeof $body === 'string' && $body !== '') element['$body'] = $body;
  const children = (Array.isArray($children) ? $children : []).flatMap((child: unknown) => {
    const made = typeof child === 'object' && child !== null ? writeVendorElement(child, maker) : undefined;
    if (made) made.$parent = element;
    return made ?? [];
  });
  if (children.length > 0) element['$children'] = children;
  return element;
}
