import { Injectable, Logger } from '@nestjs/common';
import type { ElementIndexEntry } from '@bpmn-studio/bpmn';
import { NotNow } from '../../../platform/queue/index.js';
import { BpmnThreads } from '../../../platform/threads/index.js';
import { CurrentDocuments, meaningOf, selfDescribing, type BpmnDocument } from '../../diagrams/index.js';
import { SearchableDiagrams, type DiagramRef, type GoneDiagram } from '../application/ports.js';
import { searchDocumentOf, type SearchDocument } from '../domain/search-document.js';

/** Diagrams from the database, their documents read on a thread. Throws NotNow and NeverAgain about the documents. */
@Injectable()
export class SqlSearchableDiagrams extends SearchableDiagrams {
  private readonly logger = new Logger(SqlSearchableDiagrams.name);

  constructor(
    private readonly documents: CurrentDocuments,
    private readonly threads: BpmnThreads,
  ) {
    super();
  }

  override async read(diagram: DiagramRef, version?: number): Promise<SearchDocument | GoneDiagram> {
    return this.document(diagram, version, async (document) => this.threads.index(selfDescribing(document)));
  }

  override async readOrTitle(diagram: DiagramRef): Promise<SearchDocument | GoneDiagram> {
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

  private async document({ workspaceId, diagramId }: DiagramRef, version: number | undefined, index: (document: BpmnDocument) => Promise<ElementIndexEntry[]>): Promise<SearchDocument | GoneDiagram> {
    const found = await this.documents.read(workspaceId, diagramId);
    if (found === undefined || found.deleted) return { workspaceId, diagramId, gone: true, version: found?.version ?? version ?? 1 };
    const entries = await index(found.document).catch((error: unknown) => {
      throw meaningOf(error);
    });
    return searchDocumentOf({ workspaceId, diagramId, projectId: found.projectId, version: found.version, changedAt: found.changedAt, title: found.title }, entries);
  }
}
