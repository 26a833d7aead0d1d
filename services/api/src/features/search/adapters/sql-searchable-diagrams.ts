import { Injectable, Logger } from '@nestjs/common';
import type { ElementIndexEntry } from '@bpmn-studio/bpmn';
import { Database } from '../../../platform/database/index.js';
import { NotNow } from '../../../platform/queue/index.js';
import { BpmnThreads } from '../../../platform/threads/index.js';
import { CurrentDocuments, meaningOf, selfDescribing, type BpmnDocument } from '../../diagrams/index.js';
import { SearchableDiagrams, type DiagramRef, type GoneDiagram } from '../application/ports.js';
import { searchDocumentOf, type SearchDocument } from '../domain/search-document.js';

interface Row {
  readonly version: number;
  readonly title: string;
  readonly project_id: string | null;
  readonly changed_at: string;
  readonly deleted: boolean;
}

/** Diagrams from the database, their documents read on a thread. Throws NotNow and NeverAgain about the documents. */
@Injectable()
export class SqlSearchableDiagrams extends SearchableDiagrams {
  private readonly logger = new Logger(SqlSearchableDiagrams.name);

  constructor(
    private readonly database: Database,
    private readonly documents: CurrentDocuments,
    private readonly threads: BpmnThreads,
  ) {
    super();
  }

  override async read(diagram: DiagramRef, version?: number): Promise<SearchDocument | GoneDiagram | undefined> {
    return this.document(diagram, version, async (document) => this.threads.index(selfDescribing(document)));
  }

  override async readOrTitle(diagram: DiagramRef): Promise<SearchDocument | GoneDiagram | undefined> {
    return this.document(diagram, undefined, async (document) => {
      try {
        return await this.threads.index(selfDescribing(document));
      } catch (error) {
        if (meaningOf(error) instanceof NotNow) throw error;
        this.logger.warn(`Diagram ${diagram.diagramId} can be found by its title alone: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    });
  }

  private async document({ workspaceId, diagramId }: DiagramRef, version: number | undefined, index: (document: BpmnDocument) => Promise<ElementIndexEntry[]>): Promise<SearchDocument | GoneDiagram | undefined> {
    const [row] = await this.database.query<Row>('SELECT * FROM app.read_searchable($1, $2)', [workspaceId, diagramId]);
    if (row === undefined || row.deleted) return { workspaceId, diagramId, gone: true, version: row?.version ?? version ?? 1 };
    const document = await this.documents.read(workspaceId, diagramId, row.version);
    if (document === undefined) return undefined;
    const entries = await index(document).catch((error: unknown) => {
      throw meaningOf(error);
    });
    return searchDocumentOf({ workspaceId, diagramId, projectId: row.project_id, version: row.version, changedAt: row.changed_at, title: row.title }, entries);
  }
}
