import type { Box } from '../canvas/services.js';
import { glide } from './glide.js';
import type { View } from './shown-state.js';

const ZOOM = { least: 0.1, most: 4 };
const SAME = 0.5;

/** The part of the drawing that shows all of what somebody else sees, in the middle of a stage of this size. */
export function fitView({ x, y, width, height }: View, outer: { readonly width: number; readonly height: number }): Box {
  const scale = Math.min(ZOOM.most, Math.max(ZOOM.least, Math.min(outer.width / width, outer.height / height)));
  const own = { width: outer.width / scale, height: outer.height / scale };
  return { x: x + (width - own.width) / 2, y: y + (height - own.height) / 2, ...own };
}

/** The next picture on the way from one part of the drawing to another of the same shape. */
export function glideView(from: Box, to: Box, ms: number): Box {
  const next = glide({ x: from.x, y: from.y }, { x: to.x, y: to.y }, ms);
  const { x: width } = glide({ x: from.width, y: 0 }, { x: to.width, y: 0 }, ms);
  return { ...next, width, height: (width * to.height) / to.width };
}

/** Whether two are the same to the eye. In units of the drawing, or pixels. */
export function isSameView(one: Box, other: Box): boolean {
  return (['x', 'y', 'width'] as const).every((side) => Math.abs(one[side] - other[side]) <= SAME);
}
