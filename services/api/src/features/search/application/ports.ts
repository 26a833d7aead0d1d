import type { SearchResult } from '@bpmn-studio/contracts';
import type { SearchDocument, SearchElement } from '../domain/search-document.js';
import type { SearchWords } from '../domain/search-words.js';

export type SearchEngine = 'postgresql' | 'elasticsearch';
export type FoundSummary = SearchResult['diagram'];

/** A place in what was found: results come by rank, then the last change first (microseconds since 1970), then id. */
export interface SearchPlace {
  /** 0 to 8: title, name, documentation; within each whole words, a beginning, parts of words. */
  readonly rank: number;
  readonly time: string;
  readonly id: string;
}

export interface SearchQuestion {
  /** On whose behalf; must be a member of the workspace. */
  readonly userId: string;
  readonly workspaceId: string;
  readonly projectId: string | undefined;
  readonly sought: SearchWords;
  readonly limit: number;
  readonly after: SearchPlace | undefined;
}

export interface FoundDiagram {
  readonly diagram: FoundSummary;
  /** Elements that fit, the best first; a few of them. */
  readonly elements: readonly SearchElement[];
}

export interface FoundPage {
  readonly engine: SearchEngine;
  readonly found: readonly FoundDiagram[];
  /** Where the next page begins; null at the end. */
  readonly next: SearchPlace | null;
}

/** Answers searches. */
export abstract class DiagramSearch {
  abstract readonly engine: SearchEngine;
  /**
   * The best diagrams that fit, none of another workspace and none from the trash. Among more than a thousand that fit
   * equally well, some are left out.
   * @throws AppError workspace.not_found when the user is no member, server.unavailable
   */
  abstract find(question: SearchQuestion): Promise<FoundPage>;
}

/**
 * Where diagrams can be found by what is in them. An index holds one document a diagram, may be a little behind, and never
 * goes back: a document of an older version than the one it holds changes nothing.
 */
export abstract class SearchIndex extends DiagramSearch {
  abstract put(document: SearchDocument): Promise<void>;
  /** @param diagram with the version it had when it went away */
  abstract remove(diagram: Pick<SearchDocument, 'workspaceId' | 'diagramId' | 'version'>): Promise<void>;
}

/** A diagram as the database knows it; documents of it are read as they are now. */
export interface DiagramRef {
  readonly workspaceId: string;
  readonly diagramId: string;
}

/** A diagram that cannot be found any more: it is in the trash, or gone for good. */
export interface GoneDiagram extends DiagramRef {
  readonly gone: true;
  /** Its last. */
  readonly version: number;
}

/** Reads what can be found of a diagram from its document. */
export abstract class SearchableDiagrams {
  /** As the diagram is now. @param version the last that was told of, in case nothing is left of the diagram */
  abstract read(diagram: DiagramRef, version?: number): Promise<SearchDocument | GoneDiagram>;
  /** As read, but a document nobody can make sense of does not keep its title from being found. */
  abstract readOrTitle(diagram: DiagramRef): Promise<SearchDocument | GoneDiagram>;
}

/** A diagram on a walk over all of them, and which version of it can be found. */
export interface WalkedDiagram extends DiagramRef {
  readonly version: number;
  readonly indexedVersion: number | null;
  /** Not changed for a minute: no event of it should be on its way. */
  readonly settled: boolean;
  /** The place in history at which it was changed last. */
  readonly changed: bigint;
}

/** Which diagrams a walk goes over; without anything all. */
export interface WalkScope {
  readonly workspaceId?: string | undefined;
  /** Only those changed at this place in history, or later, that cannot be found as they are. */
  readonly since?: bigint | undefined;
}

export abstract class DiagramWalk {
  abstract count(workspaceId?: string): Promise<number>;
  /** The next diagrams after one, in the order of workspace and id. */
  abstract next(after: DiagramRef | undefined, size: number, scope: WalkScope): Promise<readonly WalkedDiagram[]>;
}

/** What a walk over all diagrams fills. */
export interface FillTarget {
  /** Where an earlier walk got to; undefined: from the start. */
  readonly after: DiagramRef | undefined;
  write(documents: readonly SearchDocument[]): Promise<void>;
  /** Everything up to here is written. */
  note(after: DiagramRef): Promise<void>;
  complete(): Promise<void>;
}
