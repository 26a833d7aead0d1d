/** What is made of documents and kept: pictures, and differences between two of them. */
export type ResultKind = 'picture' | 'diff';

/**
 * Keeps what was made of documents. Keys name the bytes it was made of by their hash, so nothing that is kept can be stale;
 * whoever asks has been let read those documents.
 */
export abstract class KeptResults {
  /** Never throws: what cannot be had is made again. */
  abstract recall(kind: ResultKind, key: string): Promise<string | undefined>;
  abstract keep(kind: ResultKind, key: string, result: string): void;
}
