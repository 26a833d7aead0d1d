import { z } from 'zod';
import { AppError } from '../../../kernel/app-error.js';
import type { Place } from './ports.js';

const noNul = z.string().max(700).refine((text) => !text.includes('\u0000'));
/** Microseconds since 1970, as the lists by time hand them out. */
const time = z.string().regex(/^\d{1,17}$/);
const kinds = { updated: time, created: time, deleted: time, title: noNul } as const;
export type ListKind = keyof typeof kinds;

/** An opaque cursor: the place in a list, bound to the order of that list. */
export function writePlace(kind: ListKind, { key, id }: Place): string {
  return pack([kind, key, id]);
}

/** @throws AppError request.invalid when the cursor is not one of this list */
export function readPlace(kind: ListKind, cursor: string): Place {
  const parsed = z.tuple([z.literal(kind), kinds[kind], z.uuid()]).safeParse(unpack(cursor));
  if (!parsed.success) throw foreign();
  return { key: parsed.data[1], id: parsed.data[2] };
}

export function writeVersionPlace(version: number): string {
  return pack(['versions', version]);
}

/** @throws AppError request.invalid when the cursor is not one of a list of versions */
export function readVersionPlace(cursor: string): number {
  const parsed = z.tuple([z.literal('versions'), z.int().min(1).max(2147483647)]).safeParse(unpack(cursor));
  if (!parsed.success) throw foreign();
  return parsed.data[1];
}

function pack(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

function unpack(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined; // not ours: every schema refuses it
  }
}

function foreign(): AppError {
  const message = 'is not a cursor of this list';
  return new AppError('request.invalid', 'The cursor belongs to another list or order. Start again without it.', { errors: [{ path: 'query.cursor', message }] });
}
