import type { estypes } from '@elastic/elasticsearch';
import type { SearchQuestion } from '../../application/ports.js';
import { MOST_ELEMENTS } from '../../domain/matches.js';
import { isLong, LEVEL, type Level, type SearchWords } from '../../domain/search-words.js';
import { phraseOf } from './elastic-document.js';

type Query = estypes.QueryDslQueryContainer;
/** Ranks count up from the best, scores down. */
const TOP = 9;
const ELEMENT_FIELDS = ['elementId', 'type', 'name', 'documentation'].map((field) => `elements.${field}`);

/**
 * The one place where a search becomes a request. Every request is bound to the workspace here, before anything a person
 * typed; what was typed arrives as values of term, prefix and phrase queries, which have no syntax.
 */
export function requestFor({ workspaceId, projectId, sought, limit, after }: SearchQuestion): estypes.SearchRequest {
  const where: Query[] = [{ term: { workspaceId } }, ...(projectId === undefined ? [] : [{ term: { projectId } }])];
  return {
    query: { bool: { filter: where, must: [{ dis_max: { queries: [...ranked('title', 0, sought), elementsThatFit(sought)] } }] } },
    sort: [{ _score: { order: 'desc' } }, { changedAt: 'desc' }, { diagramId: 'desc' }],
    ...(after && { search_after: [scoreOf(after.rank), Number(after.time), after.id] }),
    size: limit + 1,
    _source: ['diagramId'],
    track_total_hits: false,
    allow_partial_search_results: false,
  };
}

/** The rank a score stands for. */
export function rankOf(score: number): number {
  return Math.min(TOP - 1, Math.max(0, TOP - Math.round(score)));
}

function elementsThatFit(sought: SearchWords): Query {
  return {
    nested: {
      path: 'elements',
      score_mode: 'max',
      query: { dis_max: { queries: [...ranked('elements.name', 3, sought), ...ranked('elements.all', 6, sought)] } },
      inner_hits: { size: MOST_ELEMENTS, _source: ELEMENT_FIELDS },
    },
  };
}

/** The three levels of a field, each with the score of its rank. */
function ranked(field: string, first: number, sought: SearchWords): Query[] {
  return Object.values(LEVEL).map((level) => ({ constant_score: { filter: { bool: { filter: conditions(field, level, sought) } }, boost: scoreOf(first + level) } }));
}

/** As levelOf in the domain, and app.search_condition in PostgreSQL. */
function conditions(field: string, level: Level, { words, last }: SearchWords): Query[] {
  const whole = (word: string): Query => ({ term: { [`${field}Words`]: word } });
  const begun = (word: string): Query => ({ prefix: { [`${field}Words`]: { value: word } } });
  const part = (word: string): Query => ({ match_phrase: { [`${field}Parts`]: phraseOf(word) } });
  if (level === LEVEL.whole) return [...words, last].map(whole);
  if (level === LEVEL.begun) return [...words.map(whole), begun(last)];
  return [...words.map((word) => (isLong(word) ? part(word) : whole(word))), isLong(last) ? part(last) : begun(last)];
}

function scoreOf(rank: number): number {
  return TOP - rank;
}
