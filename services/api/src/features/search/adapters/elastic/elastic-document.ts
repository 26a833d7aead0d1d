import type { estypes } from '@elastic/elasticsearch';
import type { SearchDocument } from '../../domain/search-document.js';
import { isLong, SHORTEST_PART } from '../../domain/search-words.js';

/** Raised with every change below: a version of the product then fills and asks an index of its own. */
export const MAPPING_VERSION = 1;

/** Stands between the parts of two words, so that none is found across them. */
const GAP = '_';
const words = { type: 'keyword' } as const;
/** Parts of words in their order: a phrase of them is a piece of a word. The text is split at blanks and nowhere else. */
const parts = { type: 'text', analyzer: 'whitespace', norms: false, index_options: 'positions' } as const;
const shown = { type: 'keyword', index: false, doc_values: false } as const;

/**
 * One document a diagram. Words arrive folded and split by our own rules, so that nothing here depends on an analyser, and
 * the same is found as in PostgreSQL.
 */
export const MAPPINGS: estypes.MappingTypeMapping = {
  dynamic: 'strict',
  properties: {
    workspaceId: { type: 'keyword' },
    projectId: { type: 'keyword' },
    diagramId: { type: 'keyword' },
    changedAt: { type: 'long' },
    titleWords: words,
    titleParts: parts,
    elements: {
      type: 'nested',
      properties: { elementId: shown, type: shown, name: shown, documentation: shown, nameWords: words, nameParts: parts, allWords: words, allParts: parts },
    },
  },
};

/** As many elements as the product indexes of a diagram. */
export const SETTINGS: estypes.IndicesIndexSettings = { 'index.mapping.nested_objects.limit': 20_000 };

export function toElastic({ workspaceId, diagramId, projectId, changedAt, titleWords, elements }: SearchDocument): Record<string, unknown> {
  return {
    workspaceId,
    projectId,
    diagramId,
    changedAt: Number(changedAt),
    titleWords: split(titleWords),
    titleParts: partsOf(titleWords),
    elements: elements.map(({ elementId, type, name, documentation, nameWords, words: all }) => ({
      elementId, type, name, documentation, nameWords: split(nameWords), nameParts: partsOf(nameWords), allWords: split(all), allParts: partsOf(all),
    })),
  };
}

/** A word as a phrase of its parts: voice -> "voi oic ice". */
export function phraseOf(word: string): string {
  const letters = [...word];
  return letters.slice(SHORTEST_PART - 1).map((_, at) => letters.slice(at, at + SHORTEST_PART).join('')).join(' ');
}

function partsOf(inBlanks: string): string {
  return split(inBlanks).filter(isLong).map(phraseOf).join(` ${GAP} `);
}

function split(inBlanks: string): string[] {
  return inBlanks.split(' ').filter((word) => word !== '');
}
