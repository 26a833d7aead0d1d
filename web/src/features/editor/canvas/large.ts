/** Drawings of fewer elements, labels included, keep up with the screen as they are. */
const SOME = 300;
const LARGE = 1_000;
/** Below this zoom a label is less than four pixels high. */
const READABLE = 0.3;

/** Whether a drawing of so many elements is drawn in part only. */
export function isLarge(elements: number): boolean {
  return elements >= LARGE;
}

/** Whether a drawing of so many elements goes without labels at this zoom, because nobody could read them and all wait for them. */
export function areLabelsSpared(elements: number, zoom: number): boolean {
  return isLarge(elements) && zoom < READABLE;
}

/** Whether a drawing of so many elements is pushed about as one picture: it costs memory, and small ones gain nothing. */
export function isMovedAsOne(elements: number): boolean {
  return elements >= SOME;
}
