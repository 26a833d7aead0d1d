export interface KillEachOutcome {
  /** By rule of judge.mjs, in words. */
  readonly faults: Readonly<Record<string, readonly string[]>>;
  readonly figures: Readonly<Record<'operations' | 'acknowledged' | 'unknown' | 'withoutAnswer' | 'unavailable' | 'events' | 'readBack', number>>;
  /** The faults once the audit entry of a version was deleted. */
  readonly planted: Readonly<Record<string, readonly string[]>>;
}
export function killEach(options: { readonly count: number }): Promise<KillEachOutcome>;
