import type { ElementIndexEntry } from '@bpmn-studio/bpmn';
import { inBlanks, wordsOf } from './words.js';

/** Longest id of an element one can be led to. */
const LONGEST_ELEMENT_ID = 200;
/** Elements whose words are taken at a stretch: the largest diagrams take most of a second, and requests are answered beside it. */
const AT_A_STRETCH = 100;

/** An element as it can be found. */
export interface SearchElement {
  readonly elementId: string;
  /** With its prefix: bpmn:UserTask. */
  readonly type: string;
  readonly name: string | null;
  readonly documentation: string | null;
}

/** An element with its words, in blanks. `nth` tells elements of one id apart. */
export interface IndexedElement extends SearchElement {
  readonly nth: number;
  readonly nameWords: string;
  /** Of name and documentation. */
  readonly words: string;
}

/** All that can be found of a diagram at a version. */
export interface SearchDocument {
  readonly workspaceId: string;
  readonly diagramId: string;
  readonly projectId: string | null;
  readonly version: number;
  /** Of the last change: microseconds since 1970. */
  readonly changedAt: string;
  readonly title: string;
  readonly titleWords: string;
  readonly elements: readonly IndexedElement[];
}

/** What can be found of a diagram: its title, and every element that has a name or is documented. */
export async function searchDocumentOf(diagram: Omit<SearchDocument, 'titleWords' | 'elements'>, entries: readonly ElementIndexEntry[]): Promise<SearchDocument> {
  const seen = new Map<string, number>();
  const elements: IndexedElement[] = [];
  for (const [turn, entry] of entries.entries()) {
    if (turn % AT_A_STRETCH === AT_A_STRETCH - 1) await new Promise((resolve) => setImmediate(resolve));
    const name = wellFormed(entry.name);
    const documentation = wellFormed(entry.documentation);
    const elementId = entry.elementId.toWellFormed();
    const nameWords = wordsOf(name ?? '');
    const words = [...nameWords, ...wordsOf(documentation ?? '')];
    if (words.length === 0 || elementId.length > LONGEST_ELEMENT_ID) continue;
    const nth = seen.get(elementId) ?? 0;
    seen.set(elementId, nth + 1);
    elements.push({ elementId, nth, type: entry.type, name, documentation, nameWords: inBlanks(nameWords), words: inBlanks(words) });
  }
  return { ...diagram, titleWords: inBlanks(wordsOf(diagram.title)), elements };
}

/** PostgreSQL takes neither NUL nor half a character. */
function wellFormed(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\u0000', '').toWellFormed();
}
