import { AppError } from '../../../kernel/app-error.js';
import { packCursor, unpackCursor } from '../../../kernel/cursor.js';
import type { Place } from './ports.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Microseconds since 1970, as the lists by time hand them out. */
const TIME = /^\d{1,17}$/;
/** A title in lower case, which some letters make longer; PostgreSQL takes no NUL. */
const TITLE = /^[^\u0000]{0,700}$/su;
const KEYS = { updated: TIME, created: TIME, deleted: TIME, title: TITLE } as const;
export type ListKind = keyof typeof KEYS;

/** An opaque cursor: the place in a list, bound to the order of that list. */
export function writePlace(kind: ListKind, { key, id }: Place): string {
  return packCursor([kind, key, id]);
}

/** @throws AppError request.invalid when the cursor is not one of this list */
export function readPlace(kind: ListKind, cursor: string): Place {
  const [of, key, id, ...more] = unpackCursor(cursor);
  if (of !== kind || more.length > 0 || typeof key !== 'string' || typeof id !== 'string' || !KEYS[kind].test(key) || !UUID.test(id)) throw foreign();
  return { key, id };
}

export function writeVersionPlace(version: number): string {
  return packCursor(['versions', version]);
}

/** @throws AppError request.invalid when the cursor is not one of a list of versions */
export function readVersionPlace(cursor: string): number {
  const [of, version, ...more] = unpackCursor(cursor);
  if (of !== 'versions' || more.length > 0 || typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > 2147483647) throw foreign();
  return version;
}

function foreign(): AppError {
  const message = 'is not a cursor of this list';
  return new AppError('request.invalid', 'The cursor belongs to another list or order. Start again without it.', { errors: [{ path: 'query.cursor', message }] });
}
