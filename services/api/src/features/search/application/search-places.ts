import { AppError } from '../../../kernel/app-error.js';
import { packCursor, unpackCursor } from '../../../kernel/cursor.js';
import type { SearchPlace } from './ports.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const KIND = 'search';

/** An opaque cursor. It serves on every engine: a search may begin on one and go on with another. */
export function writeSearchPlace({ rank, time, id }: SearchPlace): string {
  return packCursor([KIND, rank, time, id]);
}

/** @throws AppError request.invalid when the cursor is not one of a search */
export function readSearchPlace(cursor: string): SearchPlace {
  const [kind, rank, time, id, ...more] = unpackCursor(cursor);
  const good = kind === KIND && more.length === 0 && typeof rank === 'number' && Number.isInteger(rank) && rank >= 0 && rank <= 8;
  if (!good || typeof time !== 'string' || !/^\d{1,16}$/.test(time) || typeof id !== 'string' || !UUID.test(id)) {
    throw new AppError('request.invalid', 'The cursor belongs to another list. Search again without it.', { errors: [{ path: 'query.cursor', message: 'is not a cursor of a search' }] });
  }
  return { rank, time, id };
}
