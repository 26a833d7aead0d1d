import type { GateReason } from './bpmn-gate-error.js';

/** What a document may cost at most. */
export interface GateLimits {
  /** Size in bytes of the text as UTF-8. */
  maxBytes: number;
  /** Nesting of elements; the root element is depth 1. */
  maxDepth: number;
  /** Elements in the whole document. */
  maxElements: number;
  /** Attributes of one element, namespace declarations included. */
  maxAttributes: number;
  /** UTF-16 code units of an id, of a namespace, and of the name of an element or attribute. */
  maxNameLength: number;
}

export const DEFAULT_GATE_LIMITS: Readonly<GateLimits> = Object.freeze({
  maxBytes: 5 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 80_000,
  maxAttributes: 64,
  maxNameLength: 2_000,
});

/** Why an element is one too many, as BpmnGateError has it: the `elements`th of the document, at `depth`. */
export function beyond({ maxElements, maxDepth }: GateLimits, elements: number, depth: number): readonly [GateReason, string] | undefined {
  if (elements > maxElements) return ['too_many_elements', `The document has more than ${maxElements} elements. Split it into several diagrams.`];
  if (depth > maxDepth) return ['too_deep', `Elements are nested more than ${maxDepth} deep. Flatten the document or split its sub-processes.`];
  return undefined;
}
