import type { VersionSummary } from '@bpmn-studio/contracts';
import type { VersionWork } from './use-version-work.js';

/** What every line of the timeline needs to know, and whom it tells. */
export interface Timeline {
  readonly diagramId: string;
  /** The newest version the server holds. */
  readonly newest: number;
  /** The version that is being looked at. */
  readonly previewed: number | null;
  readonly readOnly: boolean;
  readonly work: VersionWork;
  /** In milliseconds; renewed now and then, so that "2 minutes ago" stays true. */
  readonly now: number;
  /** Those chosen to be compared, two at most; null when nobody is choosing. */
  readonly chosen: readonly number[] | null;
  readonly onTick: (version: number) => void;
  /** The line Tab leads to. */
  readonly active: number | null;
  readonly onActive: (version: number) => void;
  /** Goes back to the newest version. */
  readonly onLeave: () => void;
  readonly onUnname: (item: VersionSummary) => void;
  /** The version before one that is still kept; null when there is none, or when it is not read yet. */
  readonly before: (version: number) => number | null;
}
