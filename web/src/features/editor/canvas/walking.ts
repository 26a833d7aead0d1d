import type { CanvasElement } from './services.js';

/** A step from one element to another. */
export type Step = 'next' | 'previous';

/** Elements in the order in which they are read: from left to right, then from top to bottom. */
export function readingOrder<E extends CanvasElement>(elements: readonly E[]): E[] {
  return elements.toSorted((a, b) => (a.x ?? 0) - (b.x ?? 0) || (a.y ?? 0) - (b.y ?? 0));
}
