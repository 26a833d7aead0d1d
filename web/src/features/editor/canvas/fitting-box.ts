import type { Box } from './services.js';

/** Space in pixels that something on the canvas takes from each side. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The part of the plane to show so that `inner` stands centred in what the insets leave free, never larger than life. */
export function fittingBox(inner: Box, outer: { readonly width: number; readonly height: number }, insets: Insets): Box {
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
