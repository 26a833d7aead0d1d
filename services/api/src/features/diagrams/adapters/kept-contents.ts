import { Injectable } from '@nestjs/common';
import { Cache, countCacheRequest, type CacheArea } from '../../../platform/cache/index.js';
import { sha256, type BpmnDocument } from '../application/bpmn-document.js';
import { pack, unpackChain } from './pack-content.js';

/** A document as the database hands it out, packed: without contents when the caller has kept it, without hash as well when it holds the version. */
export interface Stored {
  readonly outcome: string;
  readonly encoding: string | null;
  readonly sha256: Buffer | null;
  /** What it is unpacked from: the whole of one version, and the differences that lead from there to it. */
  readonly contents: readonly Buffer[] | null;
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
    if (kept !== undefined && stored.contents === null) {
      const document = intact(stored, kept.subarray(HASH_BYTES));
      if (document !== undefined) {
        countCacheRequest(CONTENTS, 'hit');
        return { stored, document };
      }
      stored = await ask();
    }
    countCacheRequest(CONTENTS, 'miss');
    const document = unpacked(stored);
    if (document === undefined || stored.sha256 === null || stored.contents === null) throw new Error(`There is no content of ${key} in the database`);
    const [whole, ...differences] = stored.contents;
    this.cache.set(CONTENTS, key, Buffer.concat([stored.sha256, whole === undefined || differences.length > 0 ? await pack(document.bytes) : whole]));
    return { stored, document };
  }
}

/**
 * The document that was stored; undefined where none came along.
 * @throws Error when the bytes are not those its SHA-256 was made of: a fault of ours, and never an answer
 */
export function unpacked({ contents, encoding, sha256: expected }: Pick<Stored, 'contents' | 'encoding' | 'sha256'>): BpmnDocument | undefined {
  if (contents === null || encoding === null) return undefined;
  const bytes = unpackChain(contents);
  if (expected === null || !expected.equals(sha256(bytes))) throw new Error('What is stored of a document does not unpack to the bytes it was made of');
  return { bytes, encoding };
}

/** The document that was kept, unless it is no longer what the database's hash says. */
function intact(stored: Stored, content: Buffer): BpmnDocument | undefined {
  try {
    return unpacked({ ...stored, contents: [content] });
  } catch {
    return undefined; // it does not even unpack, or to something else: the same as not kept
  }
}
