import * as engine from '@bpmn-studio/bpmn';
import type { BpmnDiff } from '../../../../../services/bpmn/src/diff/bpmn-diff.js';
import type { MergeInput, MergeResult } from '../../../../../services/bpmn/src/merge/bpmn-merge.js';

/** Something of the document that could not be kept. */
export interface LostPiece {
  readonly elementId: string;
  /** With the prefix of the specification: 'bpmn:UserTask'. */
  readonly type: string;
  readonly name: string | null;
  /** What of it, in plain words. */
  readonly what: string;
}

/** A document with the edits written into it. */
export interface CarriedOver {
  readonly text: string;
  /** Whether the document had to be written anew instead of being changed in its places. */
  readonly rewritten: boolean;
  readonly lost: readonly LostPiece[];
}

/** Work on whole documents: the same code as on the server, asked for by text and answered by plain data. */
export interface DocumentWork {
  /** Writes into `original` what changed from `before` (what the editor writes of it untouched) to `after`. */
  carryOver(original: string, before: string, after: string): Promise<CarriedOver>;
  /** Three-way, by element. */
  merge(input: MergeInput): Promise<MergeResult>;
  diff(from: string, to: string): Promise<BpmnDiff>;
}

const open = engine as unknown as {
  carryOver?(original: string, before: string, after: string): CarriedOver | Promise<CarriedOver>;
  mergeBpmn?(input: MergeInput): MergeResult | Promise<MergeResult>;
  diffBpmn?(from: string, to: string): BpmnDiff | Promise<BpmnDiff>;
};

/** Does the work where it is imported: in the worker, or on the page when there is no worker. */
export const documentWork: DocumentWork = {
  carryOver: async (original, before, after) => (open.carryOver ? open.carryOver(original, before, after) : { text: after, rewritten: true, lost: [] }),
  merge: async (input) => {
    if (!open.mergeBpmn) throw new Error('This build cannot merge documents');
    return open.mergeBpmn(input);
  },
  diff: async (from, to) => {
    if (!open.diffBpmn) throw new Error('This build cannot compare documents');
    return open.diffBpmn(from, to);
  },
};
