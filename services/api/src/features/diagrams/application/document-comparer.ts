import type { BpmnDiff, MergeInput, MergeResult } from '@bpmn-studio/bpmn';

/**
 * Compares and merges documents, on threads that are stopped when a document takes too long. Texts have passed the gate.
 * Throws AppError diagram.not_comparable, and server.unavailable when too many are being compared at once.
 */
export abstract class DocumentComparer {
  abstract diff(from: string, to: string): Promise<BpmnDiff>;
  abstract merge(input: MergeInput): Promise<MergeResult>;
}
