/** An operation, as document.mjs describes it; the fuzzer's own business. */
export interface Operation {
  readonly id: string;
  readonly group: string;
}

export class ApiDocument {
  constructor(document: unknown);
  readonly document: unknown;
  readonly groups: ReadonlyMap<string, readonly Operation[]>;
}
