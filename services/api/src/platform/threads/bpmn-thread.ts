// Runs on a thread of its own. It imports nothing of this application, only the package: tests run this very source.
import {
  BpmnGateError, decodeBpmn, diffBpmn, gateDocument, indexElements, inspectBpmn, layOut, mergeBpmn, parseBpmn, renderSvg, type BpmnDiff, type ElementIndexEntry, type GatedDocument, type GateReason, type ImportReport, type LaidOut, type MergeInput, type MergeResult, type RenderedSvg,
} from '@bpmn-studio/bpmn';
import { stateOfText, textOfState, updateOfText } from '@bpmn-studio/bpmn/shared';

export type ThreadTask =
  | { readonly work: 'render' | 'index'; readonly document: Uint8Array }
  | { readonly work: 'gate'; readonly document: string | Uint8Array }
  | { readonly work: 'inspect'; readonly document: string; readonly encoding: string }
  | { readonly work: 'lay out'; readonly document: string }
  | { readonly work: 'diff'; readonly from: string; readonly to: string }
  | { readonly work: 'merge'; readonly input: MergeInput }
  | { readonly work: 'state of text'; readonly document: string }
  | { readonly work: 'text of state'; readonly state: readonly Uint8Array[]; readonly last: string }
  | { readonly work: 'update of text'; readonly state: readonly Uint8Array[]; readonly before: string; readonly after: string };

/** Errors do not keep their class on the way between threads; what is wrong with a document travels as data. */
export type ThreadResult =
  | { readonly rendered: RenderedSvg }
  | { readonly elements: ElementIndexEntry[] }
  | { readonly gated: GatedDocument }
  | { readonly inspected: ImportReport }
  | { readonly laidOut: LaidOut }
  | { readonly diff: BpmnDiff }
  | { readonly merged: MergeResult }
  | { readonly state: Uint8Array | undefined }
  | { readonly text: string }
  | { readonly refused: { readonly reason: GateReason; readonly detail: string; readonly line: number; readonly column: number } };

export default async function work(task: ThreadTask): Promise<ThreadResult> {
  try {
    if (task.work === 'gate') return { gated: gateDocument(task.document) };
    if (task.work === 'inspect') return { inspected: await inspectBpmn(task.document, task.encoding) };
    if (task.work === 'lay out') return { laidOut: layOut(task.document) };
    if (task.work === 'diff') return { diff: diffBpmn(task.from, task.to) };
    if (task.work === 'merge') return { merged: mergeBpmn(task.input) };
    if (task.work === 'state of text') return { state: await stateOfText(task.document) };
    if (task.work === 'text of state') return { text: await textOfState(task.state, task.last) };
    if (task.work === 'update of text') return { state: await updateOfText(task.state, task.before, task.after) };
    const { definitions } = await parseBpmn(decodeBpmn(task.document).text);
    return task.work === 'render' ? { rendered: renderSvg(definitions) } : { elements: indexElements(definitions) };
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    const { reason, detail, line, column } = error;
    return { refused: { reason, detail, line, column } };
  }
}
