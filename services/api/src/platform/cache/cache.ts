/** A kind of content that is kept. */
export interface CacheArea {
  /** Also the name of the cache in metrics. */
  readonly name: string;
  /** Of what is kept; a new form gets a new number, so that two versions of the product never read each other's. */
  readonly format: number;
  readonly ttlSeconds: number;
}

/**
 * Keeps bytes that can be had again, bounded in size and time. A key may name other bytes at another time and in another
 * process: whoever asks must be able to tell whether what is kept is still good, and decides first who may see it. Nothing
 * is ever taken back, so there is nothing to invalidate.
 */
export abstract class Cache {
  /** What is kept under a key; undefined when it is not there or cannot be had right now. Never throws. Not to be written to. */
  abstract get(area: CacheArea, key: string): Promise<Buffer | undefined>;
  /** Keeps bytes, soon, or not at all. The bytes are the cache's from now on. */
  abstract set(area: CacheArea, key: string, value: Buffer): void;
}
