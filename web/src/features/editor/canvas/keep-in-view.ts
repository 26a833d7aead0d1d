import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import { boxOf } from './reveal-element.js';
import { service, type CanvasServices } from './services.js';

/** Between what is selected and the edge. In pixels. */
const ROOM = 24;

/** Moves the paper just as far as what is selected needs to be seen: after a panel took a part of the stage, say. */
export function keepSelectionInView(viewer: BaseViewer): void {
  const [element, more] = service(viewer, 'selection')?.get() ?? [];
  const box = element && boxOf(element);
  if (!box || more) return;
  const canvas = viewer.get<CanvasServices['canvas']>('canvas');
  const { x, y, width, height, scale } = canvas.viewbox();
  const room = ROOM / scale;
  const dx = shift(box.x - room, box.x + box.width + room, x, x + width);
  const dy = shift(box.y - room, box.y + box.height + room, y, y + height);
  if (dx !== 0 || dy !== 0) canvas.scroll({ dx: dx * scale, dy: dy * scale });
}

/** How far a span has to go to lie within a window; what is longer than the window stays. */
function shift(from: number, to: number, start: number, end: number): number {
  if (to - from > end - start) return 0;
  if (from < start) return start - from;
  return to > end ? end - to : 0;
}
