import { generateNKeysBetween } from 'fractional-indexing';
import type { RecordKey } from './record.js';

/** What the library takes for a place: a head that says how many digits follow, and digits that do not end in 0. */
const PLACE = /^[A-Za-z][0-9A-Za-z]*$/;

/** Compares siblings: by place, then by key. */
export function byPlace(a: { readonly key: RecordKey; readonly z?: unknown }, b: { readonly key: RecordKey; readonly z?: unknown }): number {
  const [one, other] = [typeof a.z === 'string' ? a.z : '', typeof b.z === 'string' ? b.z : ''];
  if (one !== other) return one < other ? -1 : 1;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/**
 * Places for siblings in this order. As many as possible keep the place they have; the others get one between their neighbours.
 *
 * @param placeOf the place a key has so far, if any
 */
export function settlePlaces(keys: readonly RecordKey[], placeOf: (key: RecordKey) => string | undefined): Map<RecordKey, string> {
  const siblings = keys.map((key) => ({ key, z: usable(placeOf(key)) }));
  const kept = longestInOrder(siblings);
  const places = new Map<RecordKey, string>();
  let waiting: RecordKey[] = [];
  let last: string | null = null;
  for (const [at, { key, z }] of siblings.entries()) {
    // Of two with the same place nothing fits in between: the second one moves on.
    if (!kept.has(at) || (waiting.length > 0 && z === last)) {
      waiting.push(key);
      continue;
    }
    fill(places, waiting, last, z!);
    waiting = [];
    places.set(key, z!);
    last = z!;
  }
  fill(places, waiting, last, null);
  return places;
}

function fill(places: Map<RecordKey, string>, keys: readonly RecordKey[], after: string | null, before: string | null): void {
  if (keys.length === 0) return;
  const between = generateNKeysBetween(after, before, keys.length);
  for (const [i, key] of keys.entries()) places.set(key, between[i]!);
}

/** The positions of the longest run (with gaps) that is in order already. */
function longestInOrder(siblings: readonly { readonly key: RecordKey; readonly z: string | undefined }[]): Set<number> {
  const ends: number[] = [];
  const before = Array.from({ length: siblings.length }, () => -1);
  for (const [at, sibling] of siblings.entries()) {
    if (sibling.z === undefined) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byPlace(siblings[ends[middle]!]!, sibling) < 0) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = at;
  }
  const kept = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) kept.add(at);
  return kept;
}

/** What clients write may be anything; the library throws for what is no place of its own. */
function usable(z: string | undefined): string | undefined {
  if (z === undefined || !PLACE.test(z) || z.length > 500) return undefined;
  try {
    generateNKeysBetween(z, null, 1);
    return z;
  } catch {
    return undefined;
  }
}
