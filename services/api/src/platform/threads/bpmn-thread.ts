// Runs on a thread of its own. It imports nothing of this application, only the package: tests run this very source.
import { BpmnGateError, decodeBpmn, gateDocument, indexElements, parseBpmn, renderSvg, type ElementIndexEntry, type GatedDocument, type GateReason, type RenderedSvg } from '@bpmn-studio/bpmn';

export type ThreadTask = { readonly work: 'render' | 'index'; readonly document: Uint8Array } | { readonly work: 'gate'; readonly document: string | Uint8Array };

/** Errors do not keep their class on the way between threads; what is wrong with a document travels as data. */
export type ThreadResult =
  | { readonly rendered: RenderedSvg }
  | { readonly elements: ElementIndexEntry[] }
  | { readonly gated: GatedDocument }
  | { readonly refused: { readonly reason: GateReason; readonly detail: string; readonly line: number; readonly column: number } };

export default async function work(task: ThreadTask): Promise<ThreadResult> {
  try {
    if (task.work === 'gate') return { gated: gateDocument(task.document) };
    const { definitions } = await parseBpmn(decodeBpmn(task.document).text);
    return task.work === 'render' ? { rendered: renderSvg(definitions) } : { elements: indexElements(definitions) };
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    const { reason, detail, line, column } = error;
    return { refused: { reason, detail, line, column } };
  }
}
