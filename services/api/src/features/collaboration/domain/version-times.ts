/** When a version of a document is due: milliseconds on one steady clock. */
export interface Times {
  /** The first edit no version holds. */
  readonly since: number;
  readonly lastEdit: number;
  /** Somebody asked for it, or the last person left. */
  readonly asked: boolean;
  /** How often writing failed in a row, and when it did last. */
  readonly failures: number;
  readonly failedAt: number;
}

export interface Pace {
  /** A session that rests this long has come to something. */
  readonly restMs: number;
  /** A session that does not rest has a version this often. */
  readonly longestMs: number;
}

const LONGEST_PAUSE_MS = 5 * 60_000;

/** Whether a version is to be written now. After a failure it waits, each time longer, however it was asked for. */
export function isDue({ since, lastEdit, asked, failures, failedAt }: Times, { restMs, longestMs }: Pace, now: number): boolean {
  if (failures > 0 && now - failedAt < Math.min(LONGEST_PAUSE_MS, 5_000 * 2 ** (failures - 1))) return false;
  return asked || failures > 0 || now - lastEdit >= restMs || now - since >= longestMs;
}
