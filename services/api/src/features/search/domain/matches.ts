import { excerptOf, type Piece } from './excerpt.js';
import type { SearchElement } from './search-document.js';
import { levelOf, type SearchWords } from './search-words.js';
import { inBlanks, wordsOf } from './words.js';

/** Matches shown of a diagram. */
export const MOST_MATCHES = 5;

/** What a drawing is as a whole: often called as the diagram is. */
const WHOLE = new Set(['bpmn:Process', 'bpmn:Collaboration']);

/** One place in a diagram where the words are found. */
export interface Match {
  /** Null for the title. */
  readonly elementId: string | null;
  readonly elementType: string | null;
  readonly name: string | null;
  readonly field: 'title' | 'name' | 'documentation';
  readonly snippet: readonly Piece[];
}

/** The places of a diagram where the words are found, the best first: title, names, documentation; whole words before parts. */
export function matchesIn(title: string, elements: readonly SearchElement[], sought: SearchWords): Match[] {
  const found: { readonly rank: number; readonly match: Match }[] = [];
  const level = (text: string): number | undefined => levelOf(inBlanks(wordsOf(text)), sought);
  const titleLevel = level(title);
  if (titleLevel !== undefined) found.push({ rank: titleLevel, match: { elementId: null, elementType: null, name: title, field: 'title', snippet: excerptOf(title, sought) } });
  for (const { elementId, type: elementType, name, documentation } of elements) {
    if (titleLevel !== undefined && WHOLE.has(elementType) && name === title) continue; // says the same again, and leads nowhere else
    const add = (rank: number, field: Match['field'], text: string): void => void found.push({ rank, match: { elementId, elementType, name, field, snippet: excerptOf(text, sought) } });
    const inName = level(name ?? '');
    const inAll = inName === undefined ? level(`${name ?? ''} ${documentation ?? ''}`) : undefined;
    if (inName !== undefined) add(3 + inName, 'name', name ?? '');
    else if (inAll !== undefined) add(6 + inAll, 'documentation', documentation ?? '');
  }
  return found.sort((one, other) => one.rank - other.rank).slice(0, MOST_MATCHES).map(({ match }) => match);
}
