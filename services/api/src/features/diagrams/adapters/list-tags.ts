import type { ListState } from '../application/ports.js';

/** An entity tag of a list (RFC 9110 8.8.3): `W/"<query>.<seconds>.<state>"`. */
export interface ListTag {
  /** As it stands in the header. */
  readonly text: string;
  /** When its page was made; seconds since 1970. */
  readonly takenAt: number;
  readonly state: ListState;
}

/** A hash of the query, seconds, and the state: numbers that PostgreSQL takes as bigint. */
const TAG = /(?:W\/)?"([\w-]{22})\.(\d{1,12})\.(\d{1,18}(?:\.\d{1,18})+)"/g;
/** As many as If-None-Match may hold. A state grows with the transactions that run at its moment. */
const LONGEST = 2000;

/** @returns undefined when the state is too long to be sent back */
export function writeListTag(query: string, takenAt: number, state: ListState): string | undefined {
  const tag = `W/"${query}.${takenAt}.${state}"`;
  return tag.length <= LONGEST && matches(tag).length === 1 ? tag : undefined;
}

/** The first tag of this query in a list of tags; whatever else stands there is of another time or not ours. */
export function readListTag(tags: string, query: string): ListTag | undefined {
  const [text, , takenAt, state] = matches(tags).find(([, of]) => of === query) ?? [];
  return text === undefined || state === undefined ? undefined : { text, takenAt: Number(takenAt), state };
}

function matches(tags: string): RegExpExecArray[] {
  return [...tags.matchAll(TAG)];
}
