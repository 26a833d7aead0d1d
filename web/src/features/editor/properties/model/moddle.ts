import type { CanvasElement } from '../../canvas/services.js';

/** An element of the document as the canvas library holds it: a typed tree with references. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $children?: readonly ModdleElement[];
  readonly $descriptor?: { /** Of something the canvas library has no vocabulary for. */ readonly isGeneric?: boolean; readonly properties?: readonly { readonly name: string; readonly isReference?: boolean; readonly isMany?: boolean }[] };
  readonly $instanceOf?: (type: string) => boolean;
  get(name: string): unknown;
}

/** Something drawn, with what it stands for. */
export interface DrawnElement extends CanvasElement {
  readonly type: string;
  readonly businessObject: ModdleElement;
  readonly di?: ModdleElement;
  readonly labelTarget?: DrawnElement;
  readonly parent?: DrawnElement;
}

export function isA(element: ModdleElement | undefined, ...types: readonly string[]): boolean {
  return element?.$instanceOf !== undefined && types.some((type) => element.$instanceOf?.(type));
}

/** A property that is text; empty when it is not there. */
export function textOf(element: ModdleElement | undefined, name: string): string {
  const value = element?.get(name);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A property that is one element. */
export function childOf(element: ModdleElement | undefined, name: string): ModdleElement | undefined {
  const value = element?.get(name);
  return isElement(value) ? value : undefined;
}

/** A property that is many elements. */
export function childrenOf(element: ModdleElement | undefined, name: string): readonly ModdleElement[] {
  const value = element?.get(name);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The root of the document an element stands in. */
export function documentOf(element: ModdleElement): ModdleElement {
  let at = element;
  while (at.$parent) at = at.$parent;
  return at;
}

/** Every element of the document under one, itself first. References are not followed. */
export function* within(element: ModdleElement): Generator<ModdleElement> {
  const open = [element];
  for (let at = open.pop(); at; at = open.pop()) {
    yield at;
    for (const { name, isReference, isMany } of at.$descriptor?.properties ?? []) {
      if (isReference) continue;
      if (isMany) open.push(...childrenOf(at, name).filter((child) => child.$parent === at));
      else {
        const child = childOf(at, name);
        if (child?.$parent === at) open.push(child);
      }
    }
  }
}

function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}
