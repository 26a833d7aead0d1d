import type { ReactNode } from 'react';

/** An old version put on the canvas, to look at. */
export interface Preview {
  readonly version: number;
  /** How a person would call it, such as "Reviewed" or "yesterday, 14:02". */
  readonly label: string;
  readonly xml: string;
}

/** What the editor offers to a panel at its side. */
export interface SidePanel {
  readonly diagramId: string;
  /** The version the server acknowledged last: what it keeps may be listed anew when this changes. */
  readonly version: number;
  readonly readOnly: boolean;
  readonly preview: Preview | null;
  /** Shows an old version read-only over the drawing; null goes back to it. */
  readonly onPreview: (preview: Preview | null) => void;
  /** Saves what is unsaved, under a name if one is given. Resolves with the version then held, or with the words for why it was not saved. */
  readonly saveNow: (message?: string) => Promise<{ readonly version: number } | { readonly trouble: string }>;
  /** The server holds this newer version, made by the panel: show it. */
  readonly onRestored: (version: number) => void;
}

export type RenderSidePanel = (panel: SidePanel) => ReactNode;
