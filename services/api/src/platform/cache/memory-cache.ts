import { LRUCache } from 'lru-cache';
import { Cache, type CacheArea } from './cache.js';

/** What an entry takes beside its bytes, roughly. */
const ENTRY_BYTES = 300;
/** One entry takes at most this share of the room. */
const LARGEST_SHARE = 1 / 16;

/** Keeps bytes in this process; what was not asked for longest goes first. */
export class MemoryCache extends Cache {
  private readonly entries: LRUCache<string, Buffer>;

  /** @param maxBytes room for all entries, at least 1 */
  constructor(maxBytes: number) {
    super();
    this.entries = new LRUCache({ maxSize: maxBytes, maxEntrySize: Math.ceil(maxBytes * LARGEST_SHARE), sizeCalculation: (value, key) => value.length + 2 * key.length + ENTRY_BYTES });
  }

  override async get(area: CacheArea, key: string): Promise<Buffer | undefined> {
    return this.entries.get(keyOf(area, key));
  }

  override set(area: CacheArea, key: string, value: Buffer): void {
    this.entries.set(keyOf(area, key), value, { ttl: area.ttlSeconds * 1000 });
  }
}

/** Where an entry of an area is kept. */
export function keyOf({ name, format }: CacheArea, key: string): string {
  return `${name}:${format}:${key}`;
}
