import { Injectable } from '@nestjs/common';
import { Cache, countCacheRequest, type CacheArea } from '../../../platform/cache/index.js';
import { sha256, type BpmnDocument } from '../application/bpmn-document.js';
import { unpack } from './pack-content.js';

/** A document as the database hands it out, packed: without content when the caller has kept it, without hash as well when it holds the version. */
export interface Stored {
  readonly outcome: string;
  readonly encoding: string | null;
  readonly sha256: Buffer | null;
  readonly content: Buffer | null;
}

const CONTENTS: CacheArea = { name: 'content', format: 1, ttlSeconds: 600 };
const HASH_BYTES = 32;

/**
 * Packed documents, kept by diagram or version together with their SHA-256. The database is always asked first, who may
 * read and what the hash is today, in the one round trip that brings the content where it is another; so what is kept can
 * be neither stale nor of somebody else, and damage shows.
 */
@Injectable()
export class KeptContents {
  constructor(private readonly cache: Cache) {}

  /** @param ask asks the database, and leaves the content out when its SHA-256 is that of what is kept */
  async read<T extends Stored>(key: string, ask: (kept?: Buffer) => Promise<T>): Promise<{ readonly stored: T; readonly document: BpmnDocument }> {
    const kept = await this.cache.get(CONTENTS, key);
    let stored = await ask(kept?.subarray(0, HASH_BYTES));
    if (kept !== undefined && stored.content === null) {
      const document = intact(stored, kept.subarray(HASH_BYTES));
      if (document !== undefined) {
        countCacheRequest(CONTENTS, 'hit');
        return { stored, document };
      }
      stored = await ask();
    }
    countCacheRequest(CONTENTS, 'miss');
    const document = unpacked(stored);
    if (document === undefined || stored.sha256 === null || stored.content === null) throw new Error(`There is no content of ${key} in the database`);
    this.cache.set(CONTENTS, key, Buffer.concat([stored.sha256, stored.content]));
    return { stored, document };
  }
}

export function unpacked({ content, encoding }: Stored): BpmnDocument | undefined {
  return content === null || encoding === null ? undefined : { bytes: unpack(content), encoding };
}

/** The document that was kept, unless it is no longer what the database's hash says. */
function intact(stored: Stored, content: Buffer): BpmnDocument | undefined {
  try {
    const document = unpacked({ ...stored, content });
    return document !== undefined && stored.sha256?.equals(sha256(document.bytes)) ? document : undefined;
  } catch {
    return undefined; // it does not even unpack: the same as not kept
  }
}
