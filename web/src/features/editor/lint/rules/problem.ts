import type { RuleId } from './catalogue.js';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something a rule found. Plain data: it comes from the worker. */
export interface Problem {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** The id in the document. */
  readonly elementId: string;
  /** As in the model: "bpmn:UserTask". */
  readonly type: string;
  /** Empty when it has none. */
  readonly name: string;
  /** What is drawn and can be gone to; a message of the file, for example, is not. */
  readonly isDrawn: boolean;
  /** What a rule adds to its own words, such as the name that is there twice. */
  readonly detail?: string;
}

/** What a check of a whole document found. */
export interface Checked {
  /** At most 500, the gravest first. */
  readonly problems: readonly Problem[];
  /** How many there are in all. */
  readonly found: number;
  /** How many elements were looked at. */
  readonly elements: number;
  /** Rules that could not cope with this document. */
  readonly unchecked: readonly string[];
}

export const MOST_PROBLEMS = 500;

/** Tells problems apart, and finds the same one again after the next check. */
export function keyOf({ rule, elementId }: Pick<Problem, 'rule' | 'elementId'>): string {
  return `${rule} ${elementId}`;
}
