import { kept, takeCensus, total } from './census.js';

/** What of a document is in another state of it. Each pair: how many there were, and how many are still there. */
export interface Kept {
  /** Elements of all namespaces. */
  readonly elements: number;
  readonly elementsKept: number;
  readonly names: number;
  readonly namesKept: number;
  /** Elements and attributes of vendors, with what they say. */
  readonly foreign: number;
  readonly foreignKept: number;
  /** Comments and processing instructions. */
  readonly comments: number;
  readonly commentsKept: number;
  /** Of both texts in UTF-8. */
  readonly bytes: number;
  readonly bytesAfter: number;
  /** How many bytes of the newer text are others, from the first that differs to the last, but for the XML declaration. */
  readonly bytesDiffer: number;
  /** Whether the XML declaration is another one: what is stored after an edit is UTF-8. */
  readonly redeclared: boolean;
}

/** An element of this type that an edit gave another name; null: it had none. */
export interface Renamed {
  readonly type: string;
  readonly from: string | null;
  readonly to: string;
}

const DECLARATION = /^\ufeff?<\?xml\s[^>]*\?>/;

/**
 * Compares a document with what became of it.
 *
 * @param renamed what an edit is known to have called anew: the old name is not missed
 */
export function compareKept(original: string, result: string, renamed?: Renamed): Kept {
  const [before, after] = [takeCensus(original), takeCensus(result)];
  if (renamed) rename(before.names, renamed);
  const [body, bodyAfter] = [original, result].map((text) => text.replace(DECLARATION, '').replace(/^\ufeff/, '')) as [string, string];
  return {
    elements: total(before.elements),
    elementsKept: kept(before.elements, after.elements),
    names: total(before.names),
    namesKept: kept(before.names, after.names),
    foreign: total(before.foreign),
    foreignKept: kept(before.foreign, after.foreign),
    comments: total(before.comments),
    commentsKept: kept(before.comments, after.comments),
    bytes: bytesOf(original),
    bytesAfter: bytesOf(result),
    bytesDiffer: bytesThatDiffer(body, bodyAfter),
    redeclared: DECLARATION.exec(original)?.[0] !== DECLARATION.exec(result)?.[0],
  };
}

function rename(names: Map<string, number>, { type, from, to }: Renamed): void {
  if (from === null) return;
  const local = type.slice(type.indexOf(':') + 1);
  const key = (name: string) => `${local.charAt(0).toLowerCase()}${local.slice(1)} ${name.replace(/\s+/g, ' ').trim()}`;
  names.set(key(from), (names.get(key(from)) ?? 1) - 1);
  names.set(key(to), (names.get(key(to)) ?? 0) + 1);
}

function bytesThatDiffer(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let front = 0;
  while (front < shorter && one[front] === other[front]) front++;
  let back = 0;
  while (back < shorter - front && one[one.length - 1 - back] === other[other.length - 1 - back]) back++;
  return bytesOf(other.slice(front, other.length - back));
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
