import { sha256, type SealedDocument } from './bpmn-document.js';
import type { Once } from './ports.js';

/**
 * Binds an Idempotency-Key to what is asked for: the same key with another operation or other values is a mistake.
 * @param key the client's key; undefined: the request is done as often as it comes
 * @param operation and values: everything the answer depends on but who asks; documents as their hash
 */
export function once(key: string | undefined, operation: string, ...values: readonly (string | number | null | undefined)[]): Once | undefined {
  if (key === undefined) return undefined;
  return { key, request: sha256(JSON.stringify([operation, ...values.map((value) => value ?? null)])) };
}

/** A document as one of those values; null when the request brings none. */
export function fingerprint(document: SealedDocument | undefined): string | null {
  return document === undefined ? null : document.sha256.toString('hex');
}
