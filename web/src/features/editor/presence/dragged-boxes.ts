import { boxOf } from '../canvas/reveal-element.js';
import type { Box, CanvasElement } from '../canvas/services.js';

/** An event of the canvas library while something is dragged. */
export interface DragEvent {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly context?: {
    /** What is moved. */
    readonly shapes?: readonly CanvasElement[];
    /** What is being put on the paper; its places are counted from the mouse. */
    readonly elements?: readonly CanvasElement[];
    /** What is resized to. */
    readonly newBounds?: Box;
  };
}

/** Drags that move something about; lines that are drawn or bent show themselves when they are done. */
export const DRAGS = ['shape.move.move', 'resize.move', 'create.move'] as const;

/** Where that which is dragged would be now. */
export function draggedBoxes(drag: (typeof DRAGS)[number], { x, y, dx, dy, context }: DragEvent): readonly Box[] {
  if (drag === 'resize.move') return context?.newBounds ? [context.newBounds] : [];
  const [elements, right, down] = drag === 'create.move' ? [context?.elements, x, y] : [context?.shapes, dx, dy];
  return (elements ?? []).flatMap((element) => {
    const box = element.waypoints ? null : boxOf(element);
    return box ? [{ ...box, x: box.x + right, y: box.y + down }] : [];
  });
}
