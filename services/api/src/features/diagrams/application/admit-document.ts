import { Injectable } from '@nestjs/common';
import { BpmnGateError, type GatedDocument, type GateSummary } from '@bpmn-studio/bpmn';
import { AppError } from '../../../kernel/app-error.js';
import { seal, type SealedDocument } from './bpmn-document.js';
import { DocumentGate } from './ports.js';

/** Lets documents in. Both ways throw AppError bpmn.invalid (line, column, reason), bpmn.too_large and what DocumentGate throws. */
@Injectable()
export class AdmitDocument {
  constructor(private readonly gate: DocumentGate) {}

  /** A document that came as text (in JSON): its bytes are the UTF-8 of the text, whatever encoding it declares. */
  async text(text: string): Promise<SealedDocument> {
    const { encoding } = await this.pass(text);
    return seal({ bytes: Buffer.from(text, 'utf8'), encoding });
  }

  /** A document that came as a file: the bytes stay as they are. Gives also what the gate learned about it. */
  async file(bytes: Buffer): Promise<{ document: SealedDocument; summary: GateSummary }> {
    const { encoding, summary } = await this.pass(bytes);
    return { document: seal({ bytes, encoding }), summary };
  }

  private async pass(document: string | Buffer): Promise<GatedDocument> {
    try {
      return await this.gate.read(document);
    } catch (error) {
      if (!(error instanceof BpmnGateError)) throw error;
      const { reason, line, column, detail } = error;
      throw new AppError(reason === 'too_large' ? 'bpmn.too_large' : 'bpmn.invalid', detail, { reason, line, column });
    }
  }
}
