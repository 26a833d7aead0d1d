export interface Attempt {
  requestId: string;
  at: number;
  ms: number;
  error?: string;
  status?: number;
  code?: string;
  retryAfter?: string;
  id?: string;
  version?: number;
  etag?: string;
  sha256?: string;
  currentVersion?: number;
}
export interface Operation {
  n: number;
  kind: 'create' | 'save' | 'open';
  key?: string;
  diagramId?: string;
  expected?: number;
  sha256?: string;
  named?: boolean;
  atLeast?: number;
  attempts: Attempt[];
  outcome?: 'acknowledged' | 'refused' | 'unknown';
}
export interface Facts {
  operations: Operation[];
  diagrams: { id: string; version: number; sha256: string; drawn: number | null; indexed: number | null }[];
  versions: { diagramId: string; version: number; kind: string; sha256: string }[];
  audit: { diagramId: string; version: number; action: string; requestId: string | null }[];
  outbox: { id: string; diagramId: string | null; version: number | null; type: string; published: boolean; parked: boolean }[];
  inbox: { eventId: string; handler: string; settled: boolean; parked: boolean }[];
  keys: { key: string; version: number }[];
  reads: { diagramId: string; version: number; by: string; status: number; sha256?: string }[];
}
export const RULES: Readonly<Record<string, string>>;
export function judge(facts: Facts, handlersOf: (eventType: string) => readonly string[], mayBeParked?: (eventId: string) => boolean): Record<string, string[]>;
