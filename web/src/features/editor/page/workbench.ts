import type { Editing } from './editing.js';
import type { Opened } from './open-diagram.js';
import type { Preview } from './side-panel.js';

/** What the parts of an open editor share. */
export interface Workbench {
  readonly diagramId: string;
  readonly editing: Editing;
  readonly opened: Opened;
  readonly readOnly: boolean;
  /** The app put the versions into the dock. */
  readonly hasVersions: boolean;
  /** The app put comments in; opens them for something to be said. */
  readonly comment: (() => void) | null;
  /** Threads of comments with something new. */
  readonly freshComments: number;
  /** Opens the comparison of two versions; without `from` it is the one before `to`, without `to` the newest. */
  readonly compare: (versions: { readonly from?: number; readonly to?: number }) => void;
  /** The tab of the dock at the side that is open, if any. */
  readonly dock: DockTab | null;
  readonly setDock: (tab: DockTab | null) => void;
  /** What the page is in the middle of, beside editing. */
  readonly mode: Mode | null;
  readonly setMode: (mode: Mode | null) => void;
  readonly preview: Preview | null;
  readonly setPreview: (preview: Preview | null) => void;
  /** The dialog that is open, if any. Conflicts open theirs by themselves. */
  readonly dialog: Dialog | null;
  readonly setDialog: (dialog: Dialog | null) => void;
}

export type Mode = 'find' | 'simulation';

export type DockTab = 'properties' | 'problems' | 'comments' | 'versions';

export type Dialog = 'decide' | 'merged' | 'shortcuts' | 'copies' | 'report' | 'export-png' | 'export-pdf';
