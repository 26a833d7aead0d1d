import type { ComponentType } from 'react';
import type { Drawing, DrawingFacts } from '../canvas/drawing.js';
import type { DrawingTools } from '../canvas/drawing-tools.js';
import type { LocalFormat } from '../page/export-drawing.js';
import type { DockTab, Workbench } from '../page/workbench.js';
import type { Keys } from './keys.js';

/** What an action may look at and reach. Renewed with every change of the page; never kept. */
export interface ActionContext {
  readonly bench: Workbench;
  readonly drawing: Drawing;
  readonly tools: DrawingTools;
  readonly facts: DrawingFacts;
  /** The drawing can be changed now: not read-only, readable, and no old version lies over it. */
  readonly canEdit: boolean;
  readonly save: () => void;
  readonly exportAs: (format: LocalFormat) => void;
}

export const GROUPS = ['File', 'Edit', 'Draw', 'Arrange', 'Move about', 'View'] as const;
export type ActionGroup = (typeof GROUPS)[number];

/** One thing a person can do. Toolbar, shortcuts, the sheet and the command palette are drawn from these. */
export interface Action {
  readonly id: string;
  /** In the words of the screen, beginning with a verb where there is one. */
  readonly label: string;
  readonly group: ActionGroup;
  /** The first one is shown. No two actions share one: a test says so. */
  readonly keys?: readonly Keys[];
  /** `canvas`: its keys count on the canvas only. `always`: also while one types. Without it: wherever one does not type. */
  readonly where?: 'canvas' | 'always';
  /** Other words people look for it by. */
  readonly words?: string;
  readonly icon?: ComponentType<{ readonly size?: number | string }>;
  /** Not offered in the command palette: it makes sense as a key only. */
  readonly keyOnly?: boolean;
  /** Its keys make an event of the browser, which does it (page/use-clipboard.ts). */
  readonly byBrowser?: boolean;
  /** Held down, it goes on. */
  readonly repeats?: boolean;
  readonly isEnabled?: (context: ActionContext) => boolean;
  /** Of something that is on or off. */
  readonly isOn?: (context: ActionContext) => boolean;
  readonly run: (context: ActionContext, event?: KeyboardEvent) => void;
}

/** Whether an action can be done now. */
export const isEnabled = (action: Action, context: ActionContext): boolean => action.isEnabled?.(context) ?? true;

export const editable = ({ canEdit }: ActionContext): boolean => canEdit;
/** There are at least this many elements to do it with. */
export const withSelected = (least: number) => ({ canEdit, facts }: ActionContext): boolean => canEdit && facts.selected.length >= least;
/** A tab of the dock, on while it is open; the same again shuts the dock. */
export const dockTab = (tab: DockTab) =>
  ({
    isOn: ({ bench }: ActionContext): boolean => bench.dock === tab,
    run: ({ bench }: ActionContext): void => bench.setDock(bench.dock === tab ? null : tab),
  }) as const;
