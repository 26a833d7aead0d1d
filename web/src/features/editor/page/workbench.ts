import type { Editing } from './editing.js';
import type { Opened } from './open-diagram.js';
import type { Preview } from './side-panel.js';

/** What the parts of an open editor share. */
export interface Workbench {
  readonly diagramId: string;
  readonly editing: Editing;
  readonly opened: Opened;
  readonly readOnly: boolean;
  readonly panelOpen: boolean;
  readonly setPanelOpen: (open: boolean) => void;
  readonly preview: Preview | null;
  readonly setPreview: (preview: Preview | null) => void;
  /** The dialog that is open, if any. Conflicts open theirs by themselves. */
  readonly dialog: Dialog | null;
  readonly setDialog: (dialog: Dialog | null) => void;
}

export type Dialog = 'decide' | 'shortcuts' | 'copies';
