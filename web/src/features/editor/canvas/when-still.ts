import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { service } from './services.js';

/** A label nobody types in for this long is taken as done. */
const LABEL_PAUSE_MS = 5_000;
const LOOK_AGAIN_MS = 250;

/**
 * Resolves when nobody is in the middle of something on the canvas: no drag, no label being typed, no open menu. Nothing is
 * broken off; only a label that was left standing is completed.
 */
export async function whenStill(viewer: BaseViewer, lastTyped: () => number, isOver: () => boolean): Promise<void> {
  const begun = performance.now();
  while (!isOver() && isBusy(viewer)) {
    const labels = service(viewer, 'directEditing');
    if (labels?.isActive() && performance.now() - Math.max(begun, lastTyped()) > LABEL_PAUSE_MS) labels.complete();
    else await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function isBusy(viewer: BaseViewer): boolean {
  const isDragging = Boolean(service(viewer, 'dragging')?.context());
  return isDragging || (service(viewer, 'directEditing')?.isActive() ?? false) || (service(viewer, 'popupMenu')?.isOpen() ?? false);
}
