import { decodeBpmn } from './decode-bpmn.js';
import { gateBpmn } from './gate-bpmn.js';
import type { GateSummary } from './summary-collector.js';

/** What the gate let through: how the document becomes text (a name TextDecoder knows, lower case), and what is in it. */
export interface GatedDocument {
  readonly encoding: string;
  readonly summary: GateSummary;
}

/**
 * Reads a document through the gate: a text as it is (its bytes will be UTF-8, whatever it declares), or the bytes of a
 * file in the encoding they say they have.
 * @throws BpmnGateError
 */
export function gateDocument(document: string | Uint8Array): GatedDocument {
  const { text, encoding } = typeof document === 'string' ? { text: document, encoding: 'utf-8' } : decodeBpmn(document);
  return { encoding, summary: gateBpmn(text) };
}
