/** What a probe found. */
export interface Finding {
  readonly status: 'up' | 'down' | 'degraded' | 'off';
  /** Plain words for the operator, without secrets; shown to anyone. */
  readonly detail?: string;
}

/**
 * Port: looks after one thing the process depends on. A probe is a provider that extends this class; health finds it, asks
 * it about once a second in the background, one question at a time, and counts a probe that takes too long as down.
 */
export abstract class DependencyProbe {
  /** Unique; the key in GET /api/health. */
  abstract readonly name: string;
  /** Whether the process is of no use without it (503 on readiness) or merely degraded. */
  abstract readonly essential: boolean;
  /** Asks once. An error counts as down. */
  abstract check(): Promise<Finding>;
}
