import type { ApiDocument, Operation } from './document.mjs';
import type { World } from './world.mjs';

export interface Fault {
  readonly fault: string;
  readonly times: number;
  readonly case: { readonly damages: readonly unknown[] };
  readonly command: string;
}

export function fuzzGroup(asked: { document: ApiDocument; operations: readonly Operation[]; world: World; cases: number; seed: number }): Promise<{
  readonly cases: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
}>;
