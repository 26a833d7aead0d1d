import { Injectable } from '@nestjs/common';
import type { BpmnDiff, MergeInput, MergeResult } from '@bpmn-studio/bpmn';
import { AppError } from '../../../kernel/app-error.js';
import { BpmnThreadError, BpmnThreads } from '../../../platform/threads/index.js';
import { DocumentComparer } from '../application/document-comparer.js';

/** Compares on the threads for documents. */
@Injectable()
export class ThreadsDocumentComparer extends DocumentComparer {
  constructor(private readonly threads: BpmnThreads) {
    super();
  }

  override diff(from: string, to: string): Promise<BpmnDiff> {
    return unlessImpossible(this.threads.diff(from, to));
  }

  override merge(input: MergeInput): Promise<MergeResult> {
    return unlessImpossible(this.threads.merge(input));
  }
}

async function unlessImpossible<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof BpmnThreadError)) throw error;
    if (error.temporary) throw new AppError('server.unavailable', 'Too many diagrams are being compared right now. Try again in a moment.', {}, { cause: error });
    throw new AppError('diagram.not_comparable', error.message.replace(/\.?$/, '.'), {}, { cause: error });
  }
}
