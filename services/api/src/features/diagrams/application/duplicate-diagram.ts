import { Injectable } from '@nestjs/common';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { Ids } from '../../../kernel/ids.js';
import { copyStem, copyTitle } from '../domain/diagram-title.js';
import { documentOf, seal } from './bpmn-document.js';
import { once } from './idempotency.js';
import { Diagrams, type Author } from './ports.js';

export interface DiagramCopy {
  readonly id: string;
  /** Undefined: the title of the original with "(copy)" and, where need be, a number. */
  readonly title?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Copies whose titles are looked at to find one that is free. */
const MOST_COPIES = 200;

/** Copies a diagram as it stands, beside its original and without its history. Throws what Diagrams throws. */
@Injectable()
export class DuplicateDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly ids: Ids,
  ) {}

  async run(author: Author, copy: DiagramCopy): Promise<DiagramSummary> {
    const request = once(copy.idempotencyKey, 'duplicateDiagram', copy.id, copy.title);
    const first = request && (await this.diagrams.firstAnswer(author, copy.id, request));
    if (first !== undefined) return first;
    const { summary, document } = await this.diagrams.read(author, copy.id);
    const draft = {
      id: this.ids.uuid(),
      workspaceId: summary.workspaceId,
      projectId: summary.projectId,
      title: copy.title ?? copyTitle(summary.title, await this.copiesBeside(author, summary)),
      document: seal(documentOf(document)),
      origin: { copyOf: summary.id, copiedVersion: summary.version },
    };
    return this.diagrams.create(author, draft, request);
  }

  /** Titles of copies there are already. Two copies made at the same moment may get the same one, which is no harm. */
  private async copiesBeside(author: Author, { workspaceId, title }: DiagramSummary): Promise<string[]> {
    const listing = { workspaceId, projectId: undefined, search: copyStem(title), order: 'title', deleted: false, limit: MOST_COPIES, after: undefined } as const;
    return (await this.diagrams.list(author, listing)).items.map(({ diagram }) => diagram.title);
  }
}
