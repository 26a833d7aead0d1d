import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { listDiagrams } from '@bpmn-studio/contracts';
import { Clock } from '../../../kernel/clock.js';
import { Cache, countCacheRequest, type CacheArea } from '../../../platform/cache/index.js';
import { EncodedAnswer, encodeAnswer, notModified, type NotModified } from '../../../platform/http/index.js';
import { DiagramQueries, type ListRequest } from '../application/diagram.queries.js';
import type { Author } from '../application/ports.js';
import { readListTag, writeListTag, type ListTag } from './list-tags.js';

interface KeptPage {
  readonly tag: ListTag;
  readonly json: Buffer;
}

/** A page is made anew after this time whatever its tag says: the names of people change without a trace in the lists. */
const LIFE_S = 600;
const LISTS: CacheArea = { name: 'list', format: 1, ttlSeconds: LIFE_S };
const LINE_FEED = 0x0a;

/**
 * Lists with their entity tags, and the pages of them that are kept. A tag names the state of the workspace its page was
 * made in; one call asks the database whether the caller may read, whether the caller's or the kept page still holds, and
 * for the page when neither does. The trash keeps nothing: its rows go without a trace.
 */
@Injectable()
export class KeptLists {
  constructor(
    private readonly queries: DiagramQueries,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  /** Throws what DiagramQueries.list throws. */
  async answer(author: Author, request: ListRequest, ifNoneMatch = ''): Promise<EncodedAnswer | NotModified> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const query = hashOf(LISTS.format, Object.entries(request).sort());
    const told = [readListTag(ifNoneMatch, query)].find((tag) => isYoung(tag, now));
    const kept = request.deleted ? undefined : await this.find(query, now);
    const known = [told, kept?.tag].flatMap((tag) => (tag === undefined ? [] : [tag.state]));
    const { holds, state, items, nextCursor } = await this.queries.list(author, request, known);
    if (!request.deleted) countCacheRequest(LISTS, holds === undefined ? 'miss' : 'hit');
    if (told !== undefined && holds === told.state) return notModified(told.text);
    if (kept !== undefined && holds === kept.tag.state) return new EncodedAnswer(kept.json, { ETag: kept.tag.text });
    const json = encodeAnswer(listDiagrams, { items: [...items], nextCursor });
    const tag = state === undefined ? undefined : writeListTag(query, now, state);
    if (tag === undefined) return new EncodedAnswer(json, { ETag: `W/"${hashOf(json.toString('utf8'))}"` });
    this.cache.set(LISTS, query, Buffer.concat([Buffer.from(`${tag}\n`, 'utf8'), json]));
    return new EncodedAnswer(json, { ETag: tag });
  }

  private async find(query: string, now: number): Promise<KeptPage | undefined> {
    const entry = await this.cache.get(LISTS, query);
    const end = entry?.indexOf(LINE_FEED) ?? -1;
    if (entry === undefined || end < 0) return undefined;
    const tag = readListTag(entry.toString('latin1', 0, end), query);
    return tag !== undefined && isYoung(tag, now) ? { tag, json: entry.subarray(end + 1) } : undefined;
  }
}

/** Clocks of replicas differ a little, so a tag may come from the near future. */
function isYoung(tag: ListTag | undefined, now: number): boolean {
  return tag !== undefined && Math.abs(now - tag.takenAt) <= LIFE_S;
}

function hashOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
