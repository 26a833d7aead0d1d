interface AnyField {
  /** Unlike that of any other field of the element. */
  readonly key: string;
  readonly label: string;
  readonly help?: string | undefined;
}

/** Something written. */
export interface TextField extends AnyField {
  readonly kind: 'text';
  readonly value: string;
  /** `one` line, or `many`, or `code` in letters of one width. */
  readonly lines: 'one' | 'many' | 'code';
  readonly placeholder?: string | undefined;
  /** What is wrong with a text, and what would mend it. */
  readonly fault?: ((text: string) => string | null) | undefined;
  /** A text with a fault is not taken. Without this it is kept as written, with the fault beside it. */
  readonly strict?: boolean | undefined;
  /** What a text means, in plain words. */
  readonly reading?: ((text: string) => string | null) | undefined;
  readonly write: (text: string) => void;
}

/** One of several. */
export interface ChoiceField extends AnyField {
  readonly kind: 'choice';
  readonly value: string;
  readonly options: readonly Option[];
  readonly write: (value: string) => void;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Yes or no. */
export interface SwitchField extends AnyField {
  readonly kind: 'switch';
  readonly value: boolean;
  readonly write: (value: boolean) => void;
}

/** Something to be read only. */
export interface FactField {
  readonly kind: 'fact';
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

export type Field = TextField | ChoiceField | SwitchField | FactField;

/** Fields that belong together, under a heading of their own. */
export interface FieldGroup {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly Field[];
  /** Shut until somebody opens it. */
  readonly shut?: boolean;
  readonly note?: string | undefined;
}
