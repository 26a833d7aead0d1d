/** More of a name than this is never read on a canvas, and laying out a whole book would stop the browser. */
export const LONGEST_LABEL = 1_000;
/** What is spoken of an element, or stands in a list. */
export const LONGEST_NAME = 200;

/** A text as it is shown: what is longer ends in an ellipsis. The document keeps it whole. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
