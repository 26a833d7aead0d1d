import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { Database } from '../../../platform/database/index.js';
import { thumbnailUrlOf } from '../../diagrams/index.js';
import { SearchIndex, type DiagramRef, type FoundDiagram, type FoundPage, type FoundSummary, type SearchPlace, type SearchQuestion } from '../application/ports.js';
import type { SearchDocument, SearchElement } from '../domain/search-document.js';
import { MOST_ELEMENTS } from '../domain/matches.js';
import { measured } from './measured.js';

/** Rows taken of each source, of which the best are shown. */
const MOST_ROWS = 1_000;

type SummaryRow = Omit<FoundSummary, 'thumbnailUrl'> & { readonly thumbnailVersion: number | null };
interface Row {
  readonly rank: number;
  readonly time: string;
  readonly diagram: SummaryRow;
  readonly elements: SearchElement[];
}

/** The search PostgreSQL does: words and trigrams in one GIN index a table (prisma/migrations/*_search). */
@Injectable()
export class PostgresSearchIndex extends SearchIndex {
  override readonly engine = 'postgresql';

  constructor(private readonly database: Database) {
    super();
  }

  /** Does nothing when a later version is there, or when the diagram is in the trash by now. */
  override async put(document: SearchDocument): Promise<void> {
    await this.database.inTenant({ workspaceId: document.workspaceId, userId: null }, async (tx) => {
      await tx.$queryRawUnsafe('SELECT app.index_diagram($1::uuid, $2::int, $3, $4::jsonb)', ...wordsOf(document));
    });
  }

  /** Does nothing when the diagram is back from the trash. */
  override async remove({ workspaceId, diagramId }: DiagramRef): Promise<void> {
    await this.database.inTenant({ workspaceId, userId: null }, async (tx) => {
      await tx.$queryRaw`SELECT app.unindex_diagram(${diagramId}::uuid)`;
    });
  }

  override find({ userId, workspaceId, projectId, sought, limit, after }: SearchQuestion): Promise<FoundPage> {
    return measured(this.engine, async () => {
      const [row] = await this.database.query<{ outcome: string; items: Row[] }>('SELECT * FROM app.search($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
        userId, workspaceId, projectId, sought.words, sought.last, limit + 1, MOST_ELEMENTS, MOST_ROWS, after?.rank, after?.time, after?.id,
      ]);
      const items = itemsOf(row);
      const page = items.slice(0, limit);
      const last = page.at(-1);
      return { engine: this.engine, found: page.map(toFound), next: items.length > limit && last ? placeOf(last) : null };
    });
  }

  /**
   * Diagrams another engine found, as they are now: those that are gone, in the trash or elsewhere are left out.
   * @throws AppError workspace.not_found when the user is no member
   */
  async summaries({ userId, workspaceId, projectId }: Pick<SearchQuestion, 'userId' | 'workspaceId' | 'projectId'>, ids: readonly string[]): Promise<ReadonlyMap<string, FoundSummary>> {
    const [row] = await this.database.query<{ outcome: string; items: SummaryRow[] }>('SELECT * FROM app.search_summaries($1, $2, $3, $4)', [userId, workspaceId, projectId, ids]);
    return new Map(itemsOf(row).map((summary) => [summary.id, toSummary(summary)]));
  }
}

/** The parameters of app.index_diagram. */
export function wordsOf({ diagramId, version, titleWords, elements }: SearchDocument): readonly [string, number, string, string] {
  const rows = elements.map(({ elementId, nameWords, ...rest }) => ({ ...rest, element_id: elementId, name_words: nameWords }));
  return [diagramId, version, titleWords, JSON.stringify(rows)];
}

function itemsOf<T>(row: { readonly outcome: string; readonly items: T[] } | undefined): T[] {
  if (row?.outcome !== 'ok') throw new AppError('workspace.not_found');
  return row.items;
}

function toFound({ diagram, elements }: Row): FoundDiagram {
  return { diagram: toSummary(diagram), elements };
}

function toSummary({ thumbnailVersion, ...summary }: SummaryRow): FoundSummary {
  return { ...summary, thumbnailUrl: thumbnailUrlOf(summary.id, thumbnailVersion) };
}

function placeOf({ rank, time, diagram }: Row): SearchPlace {
  return { rank, time, id: diagram.id };
}
