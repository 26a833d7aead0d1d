import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { SearchResult } from '@bpmn-studio/contracts';
import { matchesIn } from '../domain/matches.js';
import { searchWordsOf } from '../domain/search-words.js';
import { DiagramSearch, type SearchEngine } from './ports.js';
import { readSearchPlace, writeSearchPlace } from './search-places.js';

export interface SearchRequest {
  readonly q: string;
  readonly workspaceId: string;
  readonly projectId: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

export interface SearchAnswer {
  readonly items: SearchResult[];
  readonly nextCursor: string | null;
  readonly engine: SearchEngine;
}

/** Finds diagrams by what is in them, and says where in them. */
@Injectable()
export class SearchDiagrams {
  constructor(private readonly search: DiagramSearch) {}

  /** @throws AppError request.invalid for a cursor of another list; whatever DiagramSearch throws */
  async run(actor: { readonly userId: string }, { q, cursor, ...where }: SearchRequest): Promise<SearchAnswer> {
    const after = cursor === undefined ? undefined : readSearchPlace(cursor);
    const sought = searchWordsOf(q);
    if (sought === undefined) return { items: [], nextCursor: null, engine: this.search.engine };
    const { found, next, engine } = await this.search.find({ userId: actor.userId, ...where, sought, after });
    const items: SearchResult[] = [];
    for (const { diagram, elements } of found) {
      const { matches, more } = matchesIn(diagram.title, elements, sought);
      // An index that is a moment behind may still hold what was there before the last save.
      if (matches.length > 0) items.push({ diagram, matches: matches as SearchResult['matches'], more });
      await setImmediate(); // a diagram of long texts takes milliseconds, a page of them fifty times that: others have their turn
    }
    return { items, nextCursor: next && writeSearchPlace(next), engine };
  }
}
