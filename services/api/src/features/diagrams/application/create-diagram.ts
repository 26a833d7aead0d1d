import { Injectable } from '@nestjs/common';
import { emptyDiagram } from '@bpmn-studio/bpmn';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { Ids } from '../../../kernel/ids.js';
import { AdmitDocument } from './admit-document.js';
import { fingerprint, once } from './idempotency.js';
import { Diagrams, type Author } from './ports.js';

export interface NewDiagram {
  readonly workspaceId: string;
  readonly projectId?: string | null | undefined;
  readonly title: string;
  /** Undefined: an empty diagram with one start event. */
  readonly bpmnXml?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Creates a diagram from a text. Throws what the gate and Diagrams throw; then nothing is stored. */
@Injectable()
export class CreateDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly admit: AdmitDocument,
    private readonly ids: Ids,
  ) {}

  async run(author: Author, { workspaceId, projectId = null, title, bpmnXml, idempotencyKey }: NewDiagram): Promise<DiagramSummary> {
    const id = this.ids.uuid();
    const document = await this.admit.text(bpmnXml ?? emptyDocument(id));
    const request = once(idempotencyKey, 'createDiagram', workspaceId, projectId, title, bpmnXml === undefined ? null : fingerprint(document));
    return this.diagrams.create(author, { id, workspaceId, projectId, title, document, origin: {} }, request);
  }
}

/** Ids of its own, because diagrams meet: in call activities, in collaborations, in a merge. */
function emptyDocument(id: string): string {
  const own = id.slice(0, 8);
  return emptyDiagram({ definitions: `Definitions_${own}`, process: `Process_${own}`, startEvent: `StartEvent_${own}` });
}
