/** What a change is about: the process itself, where things are drawn, texts for people, vendor data, or colours. */
export const CHANGE_KINDS = ['semantic', 'layout', 'documentation', 'extension', 'colour'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One property of one element that differs. */
export interface PropertyChange {
  readonly kind: ChangeKind;
  /** Of BPMN 2.0 or of the vendor: 'name', 'sourceRef', 'documentation', 'bounds', 'camunda:assignee'. */
  readonly property: string;
  /** As a person would read it; null when it was not set. Cut at 2,000 characters. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface ElementDiff {
  readonly elementId: string;
  /** With the prefix of the specification: 'bpmn:UserTask'. */
  readonly type: string;
  /** Its name in the newer document, or in the older one when it was removed. */
  readonly name: string | null;
  readonly change: 'added' | 'removed' | 'changed';
  /** The kinds of its changes, in the order of CHANGE_KINDS. */
  readonly kinds: readonly ChangeKind[];
  readonly changes: readonly PropertyChange[];
}

export interface BpmnDiff {
  /** False when the two documents have no element in common. */
  readonly related: boolean;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Elements that have a change of this kind. */
  readonly kinds: Readonly<Record<ChangeKind, number>>;
  /** In the order of the newer document, what was removed last. At most MOST_DIFFERENCES, and fewer where they say very much. */
  readonly elements: readonly ElementDiff[];
  /** Whether there are more differences than listed. */
  readonly cut: boolean;
}

export const MOST_DIFFERENCES = 5_000;
