import { carryOver, diffBpmn, inspectBpmn, mergeBpmn, rewriteBpmn, type BpmnDiff, type CarriedOver, type ImportReport, type MergeInput, type MergeResult } from '@bpmn-studio/bpmn';

/** Work on whole documents: the same code as on the server, asked for by text and answered by plain data. */
export interface DocumentWork {
  /** Writes into `original` what changed from `before` (what the editor writes of it untouched) to `after`. */
  carryOver(original: string, before: string, after: string): Promise<CarriedOver>;
  /** What the editor writes of a document nobody edited; `packages` are those its model was made with. */
  rewrite(text: string, packages: Readonly<Record<string, unknown>>): Promise<string>;
  inspect(text: string): Promise<ImportReport>;
  /** Three-way, by element. */
  merge(input: MergeInput): Promise<MergeResult>;
  diff(from: string, to: string): Promise<BpmnDiff>;
}

/** Does the work where it is imported: in the worker, or on the page when there is no worker. */
export const documentWork: DocumentWork = {
  carryOver,
  rewrite: rewriteBpmn,
  inspect: async (text) => inspectBpmn(text),
  merge: async (input) => mergeBpmn(input),
  diff: async (from, to) => diffBpmn(from, to),
};
