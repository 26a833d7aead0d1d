import { Injectable } from '@nestjs/common';
import { gateDocument, type GatedDocument } from '@bpmn-studio/bpmn';
import { AppError } from '../../../kernel/app-error.js';
import { BpmnThreadError, BpmnThreads } from '../../../platform/threads/index.js';
import { DocumentGate } from '../application/ports.js';

/**
 * The gate takes about 25 ms for a megabyte, in which nobody else is answered. What is larger than this goes to a thread;
 * for what is smaller the way there and back costs more than it spares.
 */
const INLINE_LENGTH = 256 * 1024;

@Injectable()
export class ThreadsDocumentGate extends DocumentGate {
  constructor(private readonly threads: BpmnThreads) {
    super();
  }

  override async read(document: string | Buffer): Promise<GatedDocument> {
    if (document.length <= INLINE_LENGTH) return gateDocument(document);
    try {
      return await this.threads.gate(document);
    } catch (error) {
      if (!(error instanceof BpmnThreadError)) throw error;
      if (error.temporary || error.reason === 'too_slow') throw new AppError('server.unavailable', 'Too many large documents are being read right now. Try again in a moment.', {}, { cause: error });
      throw error;
    }
  }
}
