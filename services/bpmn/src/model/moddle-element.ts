/**
 * An element of the model as bpmn-moddle makes it: typed by `$type` ("bpmn:UserTask"), its properties plain fields,
 * attributes of namespaces without a schema in `$attrs`. References to other elements are the elements themselves.
 */
export interface ModdleElement {
  $type: string;
  id?: string;
  name?: string;
  $parent?: ModdleElement;
  $attrs?: Record<string, unknown>;
  $instanceOf?(type: string): boolean;
  [property: string]: unknown;
}

export function isModdleElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && typeof (value as ModdleElement).$type === 'string';
}

/** The element a property holds, or undefined. */
export function elementOf(element: ModdleElement | undefined, property: string): ModdleElement | undefined {
  const value = element?.[property];
  return isModdleElement(value) ? value : undefined;
}

/** The elements a property holds; none when it is unset. */
export function elementsOf(element: ModdleElement | undefined, property: string): ModdleElement[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isModdleElement) : [];
}

/** The text a property holds, or undefined when it is unset, empty or no text. */
export function textOf(element: ModdleElement | undefined, property: string): string | undefined {
  const value = element?.[property];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether an element is of a type or of one derived from it. */
export function isA(element: ModdleElement | undefined, type: string): boolean {
  if (!element) return false;
  return element.$type === type || element.$instanceOf?.(type) === true;
}
