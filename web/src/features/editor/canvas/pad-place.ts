export interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the pad and the edge of the canvas, and between it and what it belongs to. In pixels. */
const EDGE = 6;
const BESIDE = 12;

/**
 * Where the pad goes when it would not fit where it is wanted: to the left of the element, else as far right as the canvas
 * reaches; never below its end. What is out of view takes its pad along. All in pixels from the canvas' upper left corner.
 */
export function padPlace(wanted: { left: number; top: number }, pad: Size, canvas: Size, element: Edges): { left: number; top: number } {
  const isAway = element.left > canvas.width || element.right < 0 || element.top > canvas.height || element.bottom < 0;
  if (isAway) return wanted;
  const rightmost = canvas.width - pad.width - EDGE;
  const atLeft = element.left - pad.width - BESIDE;
  const left = wanted.left <= rightmost ? wanted.left : atLeft >= EDGE ? atLeft : rightmost;
  return { left: Math.max(EDGE, left), top: Math.max(EDGE, Math.min(wanted.top, canvas.height - pad.height - EDGE)) };
}
