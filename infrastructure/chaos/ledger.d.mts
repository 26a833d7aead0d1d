import type { Operation } from './judge.mjs';

interface Person {
  readonly client: { ask(method: string, path: string, headers: Record<string, string>, json?: object): Promise<unknown> };
  readonly headers: Record<string, string>;
}
export interface LedgerDiagram {
  readonly id: string;
  version: number;
}
export class Ledger {
  constructor(options?: { patienceMs?: number; now?: () => number; pause?: (ms: number) => Promise<unknown> });
  readonly operations: Operation[];
  save(person: Person, diagram: LedgerDiagram, document: string, options?: { named?: boolean }): Promise<Operation>;
}
export function sha256Of(document: string | Uint8Array): string;
