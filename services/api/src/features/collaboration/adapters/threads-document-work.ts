import { Injectable } from '@nestjs/common';
import { BpmnThreads } from '../../../platform/threads/index.js';
import { DocumentWork } from '../application/ports.js';

/** The work on whole documents, on threads that are stopped when they take too long. Throws BpmnThreadError. */
@Injectable()
export class ThreadsDocumentWork extends DocumentWork {
  constructor(private readonly threads: BpmnThreads) {
    super();
  }

  override stateOf(text: string): Promise<Uint8Array> {
    return this.threads.stateOf(text);
  }

  override textOf(state: readonly Uint8Array[], last: string): Promise<string> {
    return this.threads.textOf(state, last);
  }

  override updateOf(state: readonly Uint8Array[], before: string, after: string): Promise<Uint8Array | undefined> {
    return this.threads.updateOf(state, before, after);
  }
}
