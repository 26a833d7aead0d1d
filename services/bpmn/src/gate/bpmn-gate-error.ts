/** Why a document was refused at the gate. A closed list: callers map each reason to a message or a status. */
export const GATE_REASONS = [
  'empty',
  'encoding',
  'too_large',
  'doctype',
  'too_deep',
  'too_many_elements',
  'too_many_attributes',
  'too_long',
  'not_well_formed',
  'not_bpmn',
  'forbidden_character',
] as const;

export type GateReason = (typeof GATE_REASONS)[number];

/** Where in a text something is: both count from 1; `column` counts UTF-16 code units. */
export interface TextPosition {
  line: number;
  column: number;
}

/** A document was refused. `detail` is a plain sentence that says what is wrong and how to mend it. */
export class BpmnGateError extends Error {
  readonly reason: GateReason;
  readonly line: number;
  readonly column: number;
  readonly detail: string;

  constructor(reason: GateReason, detail: string, position: TextPosition = { line: 1, column: 1 }) {
    super(`${detail} (line ${position.line}, column ${position.column})`);
    this.name = 'BpmnGateError';
    this.reason = reason;
    this.line = position.line;
    this.column = position.column;
    this.detail = detail;
  }
}
