import { Injectable } from '@nestjs/common';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { AdmitDocument } from './admit-document.js';
import { fingerprint, once } from './idempotency.js';
import { Diagrams, type Author } from './ports.js';

export interface DiagramSave {
  readonly id: string;
  /** From If-Match and from the body: one of the two, or both the same. */
  readonly ifMatch?: number | undefined;
  readonly expectedVersion?: number | undefined;
  readonly bpmnXml?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Saves a diagram over the version the caller last saw. The same content and title again change nothing; a message makes
 * a named version. Throws request.precondition_required and what the gate and Diagrams throw; then nothing is stored.
 */
@Injectable()
export class SaveDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly admit: AdmitDocument,
  ) {}

  async run(author: Author, save: DiagramSave): Promise<DiagramSummary> {
    const { id, title, message, bpmnXml } = save;
    const expectedVersion = expectedOf(save);
    const document = bpmnXml === undefined ? undefined : await this.admit.text(bpmnXml);
    const request = once(save.idempotencyKey, 'saveDiagram', id, expectedVersion, title, message, fingerprint(document));
    return this.diagrams.save(author, { id, expectedVersion, title, message, document }, request);
  }
}

function expectedOf({ ifMatch, expectedVersion }: DiagramSave): number {
  const version = ifMatch ?? expectedVersion;
  if (version === undefined) {
    throw new AppError('request.precondition_required', 'Send the version you changed in If-Match (such as If-Match: "7") or in expectedVersion.');
  }
  if (expectedVersion !== undefined && expectedVersion !== version) {
    const message = `names version ${expectedVersion}, but If-Match names version ${version}`;
    throw new AppError('request.invalid', 'If-Match and expectedVersion differ. Send one of them.', { errors: [{ path: 'body.expectedVersion', message }] });
  }
  return version;
}
