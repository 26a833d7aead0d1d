import type { ReactNode } from 'react';
import type { Pins } from './place.js';

/** What the editor offers to the comments, which are the app's to put in. */
export interface CommentsDoor {
  readonly diagramId: string;
  /** Null while the diagram is open from the device alone. */
  readonly workspaceId: string | null;
  /** Null until the canvas is ready for them. */
  readonly pins: Pins | null;
  /** Pins are wanted, and the drawing they belong to is what is shown. */
  readonly isPinned: boolean;
  /** Whether the list is open, and opens it. */
  readonly isOpen: boolean;
  readonly open: () => void;
}

type Render = (door: CommentsDoor) => ReactNode;

/** What the app puts in. */
export interface CommentsPart {
  /** How many threads have something new. */
  readonly fresh: number;
  readonly panel: Render;
  /** Drawn for as long as the diagram is open; shows nothing itself. */
  readonly layer: Render;
  /** Somebody wants to say something, about what is selected or wherever they point. */
  readonly begin: (door: CommentsDoor) => void;
  /** More for the bar, where there is room: what concerns the person. */
  readonly bell: ReactNode;
}
