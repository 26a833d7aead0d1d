import { Injectable } from '@nestjs/common';
import type { BpmnDiff, MergeInput, MergeResult } from '@bpmn-studio/bpmn';
import { AppError } from '../../../kernel/app-error.js';
import { NoSlot, Slots } from '../../../kernel/slots.js';
import { BpmnThreadError, BpmnThreads } from '../../../platform/threads/index.js';
import { DocumentComparer } from '../application/document-comparer.js';

/** One at a time, so that a thread is left for what is drawn. */
const AT_ONCE = 1;
const MOST_WAITING = 16;
const LONGEST_WAIT_MS = 5_000;

/** Compares on the threads for documents. */
@Injectable()
export class ThreadsDocumentComparer extends DocumentComparer {
  private readonly slots = new Slots(AT_ONCE, MOST_WAITING, LONGEST_WAIT_MS);

  constructor(private readonly threads: BpmnThreads) {
    super();
  }

  override diff(from: string, to: string): Promise<BpmnDiff> {
    return this.run(() => this.threads.diff(from, to));
  }

  override merge(input: MergeInput): Promise<MergeResult> {
    return this.run(() => this.threads.merge(input));
  }

  private async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.slots.run(work);
    } catch (error) {
      if (error instanceof NoSlot || (error instanceof BpmnThreadError && error.temporary)) {
        throw new AppError('server.unavailable', 'Too many diagrams are being compared right now. Try again in a moment.', {}, { cause: error });
      }
      if (!(error instanceof BpmnThreadError)) throw error;
      throw new AppError('diagram.not_comparable', error.message.replace(/\.?$/, '.'), {}, { cause: error });
    }
  }
}
