import type { VersionSummary } from '@bpmn-studio/contracts';
import { dayWords } from '../../lib/relative-time.js';

/** Saves of one person that are no further apart belong to one sitting. */
const PAUSE_MS = 15 * 60_000;

/** Automatic saves of one person in one go, or a single version that stands for itself. */
export interface Sitting {
  /** The version of its newest. */
  readonly id: number;
  /** Newest first; never empty. */
  readonly versions: readonly VersionSummary[];
}

export interface Day {
  readonly label: string;
  readonly sittings: readonly Sitting[];
}

/**
 * Versions by day, the automatic saves of a sitting together. What has a name, was restored, or is the first one stands
 * for itself.
 * @param versions newest first
 */
export function daysOf(versions: readonly VersionSummary[], now = Date.now()): Day[] {
  const days: { label: string; sittings: VersionSummary[][] }[] = [];
  let before: VersionSummary | undefined;
  for (const version of versions) {
    const label = dayWords(version.createdAt, now);
    const day = days.at(-1);
    if (day?.label !== label) days.push({ label, sittings: [[version]] });
    else if (before && isOneSitting(before, version)) day.sittings.at(-1)!.push(version);
    else day.sittings.push([version]);
    before = version;
  }
  return days.map((day) => ({ label: day.label, sittings: day.sittings.map((all) => ({ id: all[0]!.version, versions: all })) }));
}

function isOneSitting(newer: VersionSummary, older: VersionSummary): boolean {
  return isPlain(newer) && isPlain(older) && newer.createdBy?.id === older.createdBy?.id && Date.parse(newer.createdAt) - Date.parse(older.createdAt) <= PAUSE_MS;
}

function isPlain({ kind, restoredFrom, version }: VersionSummary): boolean {
  return kind === 'autosave' && restoredFrom === null && version > 1;
}
