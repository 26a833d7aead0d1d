import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { NotPrintable, Printing } from '../../../platform/print/index.js';
import { BpmnThreadError } from '../../../platform/threads/index.js';
import { selfDescribing } from '../../diagrams/index.js';
import { TOO_MANY_FILES } from '../application/print-turns.js';
import { Printer, type ExportedFile, type Sheet } from '../application/ports.js';

/** Prints on the threads for printing. */
@Injectable()
export class ThreadsPrinter extends Printer {
  constructor(private readonly printing: Printing) {
    super();
  }

  override async print(sheet: Sheet): Promise<ExportedFile> {
    try {
      return await this.make(sheet);
    } catch (error) {
      if (error instanceof BpmnThreadError && error.temporary) throw new AppError('server.unavailable', TOO_MANY_FILES, {}, { cause: error });
      if (!(error instanceof BpmnThreadError) && !(error instanceof NotPrintable)) throw error;
      throw new AppError('diagram.not_renderable', `${error.message.replace(/\.?$/, '.')} ${mendOf(error, sheet)}`, {}, { cause: error });
    }
  }

  private async make({ document: stored, facts, diagram, wish }: Sheet): Promise<ExportedFile> {
    const document = selfDescribing(stored);
    if (wish.format === 'svg') return { bytes: Buffer.from(await this.printing.svg({ document, diagram }), 'utf8') };
    if (wish.format === 'pdf') return { bytes: asBuffer(await this.printing.pdf({ document, diagram, facts, page: wish.page, orientation: wish.orientation, appendix: wish.appendix })) };
    const { png, scale } = await this.printing.png({ document, diagram, scale: wish.scale });
    return { bytes: asBuffer(png), scale };
  }
}

/** A drawing of thousands of elements may be too much for one format and not for another. */
function mendOf(error: Error, { wish }: Sheet): string {
  if (error instanceof NotPrintable || wish.format === 'svg') return 'Export it as BPMN instead.';
  if (wish.format === 'png') return 'Ask for a smaller scale, or export it as SVG or PDF instead.';
  return wish.appendix ? 'Ask for it without the list of elements, or export it as SVG instead.' : 'Export it as SVG instead.';
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
