import { keep, recall } from '../../../lib/device-memory.js';
import type { DockTab } from '../page/workbench.js';

/** In pixels. Narrower, a label and its field do not fit; wider, the drawing does not. */
export const DOCK_WIDTH = { least: 260, usual: 344, most: 560, step: 24 } as const;
/** Below this width of the window the dock lies under the drawing, and begins closed. */
export const NARROW_PX = 768;

const KEY = 'bpmn-studio.dock';
/** Beside a drawing of a window narrower than this, an open dock takes more than it gives. */
const ROOMY_PX = 1200;

interface Remembered {
  readonly open: boolean;
  readonly width: number;
}

/** The tab the dock begins with: open where there is room for it, unless this person closed it. */
export function firstTab(): DockTab | null {
  const { open } = read();
  return open && window.innerWidth >= ROOMY_PX ? 'properties' : null;
}

/** Keeps for the next diagram whether the dock is open. A phone says nothing about the next desk. */
export function rememberOpen(open: boolean): void {
  if (window.innerWidth >= ROOMY_PX) keep(KEY, { ...read(), open });
}

/** The width the dock had last, in pixels. */
export function firstWidth(): number {
  return read().width;
}

export function rememberWidth(width: number): void {
  keep(KEY, { ...read(), width });
}

/** A width that leaves room for the drawing. */
export function fittingWidth(width: number): number {
  const most = Math.min(DOCK_WIDTH.most, Math.max(DOCK_WIDTH.least, window.innerWidth / 2));
  return Math.round(Math.min(most, Math.max(DOCK_WIDTH.least, width)));
}

function read(): Remembered {
  const kept = (recall(KEY) ?? {}) as Partial<Remembered>;
  return { open: kept.open !== false, width: typeof kept.width === 'number' ? fittingWidth(kept.width) : DOCK_WIDTH.usual };
}
