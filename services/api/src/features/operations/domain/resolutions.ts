/** How wide buckets are, and how long they are kept: whatever range is asked for, some resolution covers it with at most 96 buckets. */
export const RESOLUTIONS = [
  { seconds: 60, covers: 60, keepSeconds: 2 * 3_600 },
  { seconds: 300, covers: 6 * 60, keepSeconds: 7 * 3_600 },
  { seconds: 900, covers: 24 * 60, keepSeconds: 25 * 3_600 },
] as const;

export type Resolution = (typeof RESOLUTIONS)[number];

/** The finest resolution. */
export const MINUTE = RESOLUTIONS[0];

/** Where failures are kept: an hour of them lies in a dozen rows a process, and none is pushed out by a bad minute alone. */
export const OF_FAILURES = RESOLUTIONS[1];

/** Samples of the bucket that is filling now arrive every 15 s; before this it has nothing to show. */
const SETTLES_MS = 20_000;

export interface Range {
  readonly resolution: Resolution;
  /** Beginning of the first bucket; milliseconds since 1970. */
  readonly from: number;
  readonly buckets: number;
}

/** The buckets of the last minutes, up to the one that is filling now. */
export function rangeOf(minutes: number, now: Date): Range {
  const resolution = RESOLUTIONS.find(({ covers }) => minutes <= covers) ?? RESOLUTIONS[2];
  const buckets = Math.ceil((minutes * 60) / resolution.seconds);
  const last = beginningOf(now.getTime() - SETTLES_MS, resolution);
  return { resolution, from: last - (buckets - 1) * resolution.seconds * 1_000, buckets };
}

/** When the bucket begins that a moment lies in; both in milliseconds since 1970. */
export function beginningOf(moment: number, { seconds }: Pick<Resolution, 'seconds'>): number {
  const width = seconds * 1_000;
  return Math.floor(moment / width) * width;
}
