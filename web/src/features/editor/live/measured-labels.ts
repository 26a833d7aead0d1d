import { part, type Bounds, type PartSource } from './canvas-parts.js';
import type { MeasureLabel } from './wanted-drawing.js';

/** Far more than the labels without a place that one drawing has. */
const MOST = 10_000;

/** Measures labels as the canvas library does, and remembers: the browser lays out what is measured, and it is asked with each change. */
export function labelMeasurer(viewer: PartSource): MeasureLabel {
  const measured = new Map<string, Bounds>();
  return (bounds, text) => {
    const asked = `${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height} ${text}`;
    const known = measured.get(asked);
    if (known) return known;
    if (measured.size >= MOST) measured.clear();
    const place = part(viewer, 'textRenderer').getExternalLabelBounds(bounds, text);
    measured.set(asked, place);
    return place;
  };
}
