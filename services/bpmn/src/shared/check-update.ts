import type { Doc } from 'yjs';
import type { RecordKey } from './record.js';

export interface UpdateLimits {
  /** Elements with a record of their own. */
  readonly maxRecords: number;
  /** UTF-16 code units of a value as JSON. */
  readonly maxValue: number;
  readonly maxUpdateBytes: number;
  readonly maxDocumentBytes: number;
}

export const DEFAULT_UPDATE_LIMITS: UpdateLimits = Object.freeze({ maxRecords: 20_000, maxValue: 64 * 1024, maxUpdateBytes: 1024 * 1024, maxDocumentBytes: 32 * 1024 * 1024 });

/**
 * - `garbage`: no update at all. `too_large`: a cap is exceeded. `early`: it builds on updates that the document has not got.
 * - `structure`: not what a shared document is made of. `content`: an id, a name or a text that no file can hold.
 */
export type UpdateFault = 'garbage' | 'too_large' | 'early' | 'structure' | 'content';

export type UpdateVerdict =
  | { readonly ok: true; readonly touched: ReadonlySet<RecordKey> }
  /** `detail` says which record and why, for the person who sent it; it may quote the document. */
  | { readonly ok: false; readonly fault: UpdateFault; readonly key?: RecordKey; readonly detail: string };

/**
 * Applies an update to a second copy of the document and says whether what it touched may be kept. Never throws. After a refusal
 * the copy is spoilt: throw it away and make another one of what was kept.
 */
export function checkUpdate(stage: Doc, update: Uint8Array, limits: UpdateLimits = DEFAULT_UPDATE_LIMITS): UpdateVerdict {
  throw new Error(`not built yet: ${stage.guid} ${update.length} ${limits.maxRecords}`);
}
