import type { TextPosition } from '../gate/bpmn-gate-error.js';

/** How much a remark matters: good to know, worth a look, or something of the file does not hold together. */
export type RemarkSeverity = 'info' | 'notice' | 'warning';

/**
 * What a remark is about, for lists: `broken` does not hold together, `kept` is kept but cannot be edited here, `drawing` is
 * how the file is drawn, `repaired` was or will be mended by us, `reading` is how the bytes became text.
 */
export type RemarkTopic = 'broken' | 'kept' | 'drawing' | 'repaired' | 'reading';

/** The closed list of what can be remarked upon. contracts/import-report.ts shows the same list to clients; a test compares. */
export const REMARKS = {
  unresolved_reference: { severity: 'warning', topic: 'broken' },
  flow_without_end: { severity: 'warning', topic: 'broken' },
  duplicate_id: { severity: 'warning', topic: 'broken' },
  invalid_id: { severity: 'warning', topic: 'broken' },
  missing_id: { severity: 'notice', topic: 'broken' },
  nothing_modelled: { severity: 'notice', topic: 'broken' },
  unreadable_model: { severity: 'warning', topic: 'broken' },
  unknown_element: { severity: 'notice', topic: 'kept' },
  unknown_attribute: { severity: 'notice', topic: 'kept' },
  unread_text: { severity: 'notice', topic: 'kept' },
  prefixed_reference: { severity: 'notice', topic: 'kept' },
  choreography: { severity: 'notice', topic: 'kept' },
  conversation: { severity: 'notice', topic: 'kept' },
  no_layout: { severity: 'notice', topic: 'drawing' },
  no_shape: { severity: 'notice', topic: 'drawing' },
  shape_without_element: { severity: 'warning', topic: 'drawing' },
  shape_without_bounds: { severity: 'warning', topic: 'drawing' },
  edge_without_waypoints: { severity: 'warning', topic: 'drawing' },
  layout_added: { severity: 'info', topic: 'repaired' },
  layout_incomplete: { severity: 'notice', topic: 'repaired' },
  non_ascii_id: { severity: 'info', topic: 'repaired' },
  other_encoding: { severity: 'info', topic: 'reading' },
  wrong_encoding: { severity: 'notice', topic: 'reading' },
  byte_order_mark: { severity: 'info', topic: 'reading' },
} as const satisfies Record<string, { readonly severity: RemarkSeverity; readonly topic: RemarkTopic }>;

export type RemarkCode = keyof typeof REMARKS;

/** The element a remark is about: its type with prefix ("bpmn:UserTask"), as the index of elements has it. */
export interface RemarkElement {
  readonly id: string | null;
  readonly type: string;
  readonly name: string | null;
}

export interface ImportRemark extends Partial<TextPosition> {
  readonly code: RemarkCode;
  readonly severity: RemarkSeverity;
  readonly topic: RemarkTopic;
  /** A plain sentence; what it quotes of the file is cut. */
  readonly message: string;
  readonly element: RemarkElement | null;
}

/** Elements by the kinds people know them by. */
export const COUNTED_KINDS = [
  'processes', 'pools', 'lanes', 'tasks', 'subProcesses', 'callActivities', 'events', 'gateways', 'sequenceFlows', 'messageFlows', 'data', 'annotations', 'groups',
  'choreographyTasks', 'conversations',
] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];
export type ElementCounts = Readonly<Record<CountedKind, number>>;

export interface FoundDiagram {
  readonly id: string | null;
  readonly name: string | null;
  readonly shapes: number;
  readonly edges: number;
}

/** Content of a namespace that BPMN does not define. */
export interface FoundExtension {
  /** Whose it is, when we know. */
  readonly vendor: string | null;
  readonly uri: string;
  readonly elements: number;
  readonly attributes: number;
}

/** What a file holds and what there is to say about it. Every list is bounded; totals count what did not fit as well. */
export interface ImportReport {
  /** The program that wrote it, as it names itself. */
  readonly tool: { readonly name: string | null; readonly version: string | null };
  /** Elements of the XML, the root included. */
  readonly elements: number;
  readonly counts: ElementCounts;
  readonly diagrams: readonly FoundDiagram[];
  readonly diagramsTotal: number;
  readonly extensions: readonly FoundExtension[];
  /** By topic, then in the order of the file. */
  readonly remarks: readonly ImportRemark[];
  /** How often each code applies, remarks that did not fit included. */
  readonly totals: readonly { readonly code: RemarkCode; readonly count: number }[];
}

/** Bounds of a report. Texts in characters. */
export const REPORT_BOUNDS = { remarks: 200, remarksOfACode: 40, diagrams: 50, extensions: 30, quotedText: 80, message: 400 } as const;
