import { Injectable } from '@nestjs/common';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { Ids } from '../../../kernel/ids.js';
import { copyTitle } from '../domain/diagram-title.js';
import { documentOf, seal } from './bpmn-document.js';
import { once } from './idempotency.js';
import { Diagrams, type Author } from './ports.js';

export interface DiagramCopy {
  readonly id: string;
  /** Undefined: the title of the original with " (copy)". */
  readonly title?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Copies a diagram as it stands, beside its original and without its history. Throws what Diagrams throws. */
@Injectable()
export class DuplicateDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly ids: Ids,
  ) {}

  async run(author: Author, copy: DiagramCopy): Promise<DiagramSummary> {
    const { summary, document } = await this.diagrams.read(author, copy.id);
    const request = once(copy.idempotencyKey, 'duplicateDiagram', copy.id, copy.title);
    const draft = {
      id: this.ids.uuid(),
      workspaceId: summary.workspaceId,
      projectId: summary.projectId,
      title: copy.title ?? copyTitle(summary.title),
      document: seal(documentOf(document)),
      origin: { copyOf: summary.id, copiedVersion: summary.version },
    };
    return this.diagrams.create(author, draft, request);
  }
}
