import { Injectable } from '@nestjs/common';
import type { ElementIndexEntry } from '@bpmn-studio/bpmn';
import type { TenantTransaction } from '../../../platform/database/index.js';
import { EventHandler, type Effect, type EventOf } from '../../../platform/queue/index.js';
import { BpmnThreads } from '../../../platform/threads/index.js';
import { selfDescribing } from '../application/bpmn-document.js';
import { CurrentDocuments, meaningOf } from './current-documents.js';

type Indexed = 'diagram.created' | 'diagram.saved' | 'diagram.renamed' | 'diagram.restored' | 'diagram.deleted';

/** Keeps the elements of a diagram's current version where they can be searched; none while it is in the trash. */
@Injectable()
export class IndexElements extends EventHandler<Indexed> {
  override readonly name = 'index-elements';
  override readonly events = ['diagram.created', 'diagram.saved', 'diagram.renamed', 'diagram.restored', 'diagram.deleted'] as const;

  constructor(
    private readonly documents: CurrentDocuments,
    private readonly threads: BpmnThreads,
  ) {
    super();
  }

  override async handle({ workspaceId, type, payload: { diagramId, version } }: EventOf<Indexed>, effect: Effect): Promise<void> {
    const elements = type === 'diagram.deleted' ? [] : await this.read(workspaceId, diagramId, version);
    if (elements === undefined) return;
    await effect(async (tx) => {
      if (!(await isStillTrue(tx, diagramId, version, type === 'diagram.deleted'))) return;
      await tx.diagramElement.deleteMany({ where: { workspaceId, diagramId } });
      await insert(tx, workspaceId, diagramId, version, elements);
    });
  }

  private async read(workspaceId: string, diagramId: string, version: number): Promise<ElementIndexEntry[] | undefined> {
    const document = await this.documents.read(workspaceId, diagramId, version);
    if (document === undefined) return undefined;
    return this.threads.index(selfDescribing(document)).catch((error: unknown) => {
      throw meaningOf(error);
    });
  }
}

/**
 * Events of one diagram may be worked on at the same time and in any order. Each looks, under a lock of its own for the
 * diagram, whether it still describes the diagram; the last one that does writes last. The diagram's row is not locked: a
 * save must not wait for its index.
 */
async function isStillTrue(tx: TenantTransaction, diagramId: string, version: number, deleted: boolean): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('index-elements:' || ${diagramId}, 0))`;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM diagrams
    WHERE workspace_id = app.workspace_id() AND id = ${diagramId}::uuid AND version = ${version}::int AND (deleted_at IS NOT NULL) = ${deleted}::boolean`;
  return rows.length === 1;
}

async function insert(tx: TenantTransaction, workspaceId: string, diagramId: string, version: number, elements: readonly ElementIndexEntry[]): Promise<void> {
  if (elements.length === 0) return;
  const rows = JSON.stringify(elements, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
  await tx.$executeRaw`
    INSERT INTO diagram_elements (workspace_id, diagram_id, position, element_id, type, name, documentation, parent_id, version)
    SELECT ${workspaceId}::uuid, ${diagramId}::uuid, e.position, e.element ->> 'elementId', e.element ->> 'type', e.element ->> 'name',
      e.element ->> 'documentation', e.element ->> 'parentId', ${version}::int
    FROM jsonb_array_elements(${rows}::jsonb) WITH ORDINALITY AS e (element, position)`;
}
