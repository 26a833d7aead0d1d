/** Whose state of a thing is taken. */
export type MergeSide = 'mine' | 'theirs';

/** Both sides changed the same thing differently: a person has to choose. */
export interface MergeClash {
  /** Names this clash among those of one merge; the same input gives the same ids. */
  readonly id: string;
  /** The element it is about; the one it belongs to when the thing itself has no id. */
  readonly elementId: string;
  /** With the prefix of the specification: 'bpmn:UserTask'. */
  readonly type: string;
  readonly name: string | null;
  /** 'property': both set it; 'deleted': one side deleted what the other one changed or uses. */
  readonly kind: 'property' | 'deleted';
  /** 'name', 'sourceRef', 'bounds'; empty for 'deleted'. */
  readonly property: string;
  /** As a person would read them; null when unset or deleted. */
  readonly base: string | null;
  readonly mine: string | null;
  readonly theirs: string | null;
}

export interface MergeInput {
  /** The document both sides started from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** What a person chose, by the id of the clash. A clash without a choice takes theirs. */
  readonly choices?: Readonly<Record<string, MergeSide>>;
}

export interface MergeResult {
  /** The merged document: their text with my changes written into it. */
  readonly text: string;
  /** The clashes, those already chosen too. Empty: it merged alone. At most MOST_CLASHES, and fewer where they say very much. */
  readonly clashes: readonly MergeClash[];
  /** How many more clashes there are than are listed; of them theirs was taken. */
  readonly unlisted: number;
  /** Elements that I changed and that are in the result, and those they changed. */
  readonly mine: number;
  readonly theirs: number;
  /** False when the documents have nothing in common: then `text` is theirs and nothing was merged. */
  readonly related: boolean;
}

export const MOST_CLASHES = 1_000;
