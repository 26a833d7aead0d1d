import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service } from './services.js';

/** Whoever does nothing for this long, hand on a tool or a label left open, is not in the middle of something. */
const PAUSE_MS = 5_000;
const LOOK_AGAIN_MS = 250;
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'input'] as const;

/**
 * Resolves when nobody is in the middle of something on the canvas: no drag, no label being typed, no open menu, or one that
 * was left standing. Nothing is broken off; a label is completed.
 */
export async function whenStill(viewer: BaseViewer, isOver: () => boolean): Promise<void> {
  if (isOver() || !isBusy(viewer)) return;
  let lastSign = performance.now();
  const gone = new AbortController();
  for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, () => (lastSign = performance.now()), { signal: gone.signal, capture: true, passive: true });
  try {
    while (!isOver() && isBusy(viewer) && performance.now() - lastSign < PAUSE_MS) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    const labels = service(viewer, 'directEditing');
    if (!isOver() && labels?.isActive()) labels.complete();
  } finally {
    gone.abort();
  }
}

function isBusy(viewer: BaseViewer): boolean {
  const isDragging = Boolean(service(viewer, 'dragging')?.context());
  return isDragging || (service(viewer, 'directEditing')?.isActive() ?? false) || (service(viewer, 'popupMenu')?.isOpen() ?? false);
}
