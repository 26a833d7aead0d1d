import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { BpmnThreadError, BpmnThreads } from '../../../platform/threads/index.js';
import { selfDescribing, type BpmnDocument } from '../application/bpmn-document.js';
import { DiagramArtist } from '../application/ports.js';

/** Draws on the threads for documents, which are stopped when a document takes too long. */
@Injectable()
export class ThreadsDiagramArtist extends DiagramArtist {
  constructor(private readonly threads: BpmnThreads) {
    super();
  }

  override async draw(document: BpmnDocument): Promise<string> {
    try {
      return (await this.threads.render(selfDescribing(document))).svg;
    } catch (error) {
      if (!(error instanceof BpmnThreadError)) throw error;
      if (error.temporary) throw new AppError('server.unavailable', 'Too many diagrams are being drawn right now. Try again in a moment.', {}, { cause: error });
      throw new AppError('diagram.not_renderable', `${error.message.replace(/\.?$/, '.')} Export it as BPMN instead.`, {}, { cause: error });
    }
  }
}
