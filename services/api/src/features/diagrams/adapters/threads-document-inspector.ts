import { Injectable } from '@nestjs/common';
import type { ImportReport } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { BpmnThreadError, BpmnThreads } from '../../../platform/threads/index.js';
import { textOf, type BpmnDocument } from '../application/bpmn-document.js';
import { DocumentInspector, type LaidOutDocument } from '../application/ports.js';

/** Looks into documents on the threads for documents. */
@Injectable()
export class ThreadsDocumentInspector extends DocumentInspector {
  constructor(private readonly threads: BpmnThreads) {
    super();
  }

  override inspect(document: BpmnDocument, chances = 2): Promise<ImportReport | undefined> {
    return unlessImpossible(() => this.threads.inspect(textOf(document), document.encoding), chances) as Promise<ImportReport | undefined>;
  }

  override async layOut(document: BpmnDocument): Promise<LaidOutDocument | undefined> {
    const laidOut = await unlessImpossible(() => this.threads.layOut(textOf(document)));
    return laidOut?.changed ? laidOut : undefined;
  }
}

/** What took too long gets one more chance: on a busy machine that need not be the document's fault. */
async function unlessImpossible<T>(work: () => Promise<T>, chances = 2): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BpmnThreadError)) throw error;
    if (error.reason === 'too_slow' && chances > 1) return unlessImpossible(work, chances - 1);
    if (error.temporary) throw new AppError('server.unavailable', 'Too many documents are being looked into right now. Try again in a moment.', {}, { cause: error });
    return undefined;
  }
}
