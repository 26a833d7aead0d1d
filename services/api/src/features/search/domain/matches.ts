import { excerptOf, markedIn, type Piece } from './excerpt.js';
import type { SearchElement } from './search-document.js';
import { levelOf, type SearchWords } from './search-words.js';
import { inBlanks, wordsOf } from './words.js';

/** Matches shown of a diagram. */
export const MOST_MATCHES = 5;
/** Elements asked for of a diagram: one above what is shown tells that there are more. */
export const MOST_ELEMENTS = MOST_MATCHES + 1;

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

/** The places that are shown, and whether there are more. */
export interface Matches {
  readonly matches: Match[];
  readonly more: boolean;
}

/** The places of a diagram where the words are found, the best first: title, names, documentation; whole words before parts. */
export function matchesIn(title: string, elements: readonly SearchElement[], sought: SearchWords): Matches {
  const found: { readonly rank: number; readonly match: Match }[] = [];
  const level = (text: string): number | undefined => levelOf(inBlanks(wordsOf(text)), sought);
  const titleLevel = level(title);
  if (titleLevel !== undefined) found.push({ rank: titleLevel, match: { elementId: null, elementType: null, name: title, field: 'title', snippet: markedIn(title, sought) } });
  for (const { elementId, type: elementType, name, documentation } of elements) {
    if (titleLevel !== undefined && WHOLE.has(elementType) && name === title) continue; // says the same again, and leads nowhere else
    const add = (rank: number, field: Match['field'], text: string): void => void found.push({ rank, match: { elementId, elementType, name, field, snippet: excerptOf(text, sought) } });
    const inName = level(name ?? '');
    const inAll = inName === undefined ? level(`${name ?? ''} ${documentation ?? ''}`) : undefined;
    if (inName !== undefined) add(3 + inName, 'name', name ?? '');
    else if (inAll !== undefined) add(6 + inAll, 'documentation', documentation ?? '');
  }
  const matches = found.sort((one, other) => one.rank - other.rank).map(({ match }) => match);
  return { matches: matches.slice(0, MOST_MATCHES), more: matches.length > MOST_MATCHES };
}
