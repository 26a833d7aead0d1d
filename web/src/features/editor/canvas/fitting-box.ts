import type { Box } from './services.js';

/** Space in pixels that something on the canvas takes from each side. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Pixels from the middle of the plane. A file may put things farther out, at 1e308 even, where SVG has no numbers any more. */
const FARTHEST = 1e9;

/** The part of the plane to show so that `inner` stands centred in what the insets leave free, never larger than life. */
export function fittingBox(all: Box, outer: { readonly width: number; readonly height: number }, insets: Insets): Box {
  const inner = withinReach(all);
  const width = Math.max(80, outer.width - insets.left - insets.right);
  const height = Math.max(80, outer.height - insets.top - insets.bottom);
  const scale = Math.min(1, width / inner.width, height / inner.height);
  return {
    x: inner.x + inner.width / 2 - (insets.left + width / 2) / scale,
    y: inner.y + inner.height / 2 - (insets.top + height / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  };
}

/** As much of a box as a canvas has numbers for. */
export function withinReach({ x, y, width, height }: Box): Box {
  const [left, top] = [within(x), within(y)];
  return { x: left, y: top, width: Math.max(1, within(x + width) - left), height: Math.max(1, within(y + height) - top) };
}

function within(place: number): number {
  return Number.isNaN(place) ? 0 : Math.min(FARTHEST, Math.max(-FARTHEST, place));
}
