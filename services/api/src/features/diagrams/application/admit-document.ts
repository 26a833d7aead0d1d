import { BpmnGateError, decodeBpmn, gateBpmn, type GateSummary } from '@bpmn-studio/bpmn';
import { AppError } from '../../../kernel/app-error.js';
import { seal, type SealedDocument } from './bpmn-document.js';

/**
 * Lets a document in that came as text (in JSON): its bytes are the UTF-8 of the text.
 * @throws AppError bpmn.invalid (line, column, reason) or bpmn.too_large
 */
export function admitText(text: string): SealedDocument {
  gate(() => gateBpmn(text));
  return seal({ bytes: Buffer.from(text, 'utf8'), encoding: 'utf-8' });
}

/**
 * Lets a document in that came as a file: the bytes stay as they are, whatever their encoding.
 * @returns also what the gate learned about it
 * @throws AppError bpmn.invalid (line, column, reason) or bpmn.too_large
 */
export function admitFile(bytes: Buffer): { document: SealedDocument; summary: GateSummary } {
  return gate(() => {
    const { text, encoding } = decodeBpmn(bytes);
    return { document: seal({ bytes, encoding }), summary: gateBpmn(text) };
  });
}

function gate<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    const { reason, line, column, detail } = error;
    throw new AppError(reason === 'too_large' ? 'bpmn.too_large' : 'bpmn.invalid', detail, { reason, line, column });
  }
}
