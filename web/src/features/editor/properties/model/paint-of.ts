import type { Paint } from './colours.js';
import { type DrawnElement, textOf } from './moddle.js';

const HEX = /^#[0-9a-f]{6}$/i;

/** The colours a shape has in the file, in the newer of the two notations where both are there. */
export function paintOf({ di }: Pick<DrawnElement, 'di'>): Paint {
  return { fill: first(textOf(di, 'color:background-color'), textOf(di, 'bioc:fill')), stroke: first(textOf(di, 'color:border-color'), textOf(di, 'bioc:stroke')) };
}

/** The colour as #rrggbb; other notations are drawn, but not shown as chosen. */
function first(...colours: readonly string[]): string | undefined {
  return colours.find((colour) => HEX.test(colour))?.toLowerCase();
}
