import { wordOf } from '../../../lib/element-words.js';
import { lookFor } from '../../../lib/look-for.js';

/** An element as one looks for it. */
export interface ElementInfo {
  readonly id: string;
  /** What a person calls its type: "User task". */
  readonly kind: string;
  readonly name: string;
  readonly documentation: string;
}

interface Model {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly text?: string;
  readonly documentation?: readonly { readonly text?: string }[];
}
interface Definitions {
  readonly diagrams?: readonly { readonly plane?: { readonly bpmnElement?: Model; readonly planeElement?: readonly { readonly bpmnElement?: Model }[] } }[];
}

/**
 * Everything drawn in a file, on all its planes and drawings, each once, in the order of the file.
 * @param idInFile the id by which the file knows what the canvas knows by this one
 */
export function elementsOf(definitions: Definitions | undefined, idInFile: (id: string) => string = (id) => id): ElementInfo[] {
  const found = new Map<string, ElementInfo>();
  for (const { plane } of definitions?.diagrams ?? []) {
    for (const { bpmnElement } of plane?.planeElement ?? []) {
      if (bpmnElement?.id !== undefined && !found.has(bpmnElement.id)) found.set(bpmnElement.id, infoOf(bpmnElement, idInFile(bpmnElement.id)));
    }
  }
  return [...found.values()];
}

function infoOf(element: Model, id: string): ElementInfo {
  const documentation = (element.documentation ?? []).map(({ text = '' }) => text).join(' ');
  return { id, kind: wordOf(element.$type), name: oneLine(element.name ?? element.text ?? ''), documentation: oneLine(documentation) };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Those that have what is typed in their name, id, documentation or type; names first, then the order of the file. */
export function matching(query: string, elements: readonly ElementInfo[]): ElementInfo[] {
  const has = lookFor(query);
  if (has === null) return [];
  const byName = elements.filter(({ name }) => has(name));
  const named = new Set(byName);
  return [...byName, ...elements.filter((element) => !named.has(element) && has(`${element.name} ${element.id} ${element.kind} ${element.documentation}`))];
}
