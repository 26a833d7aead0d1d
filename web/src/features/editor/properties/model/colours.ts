/** The colours of one shape. Undefined is the drawing's own. */
export interface Paint {
  readonly fill: string | undefined;
  readonly stroke: string | undefined;
}

/**
 * Pairs that can be read: the words (drawn in the stroke's colour) on the fill and on paper at 4.5:1 or more, and a lone
 * arrow on dark paper at 3:1 or more. A test holds them to it.
 */
export const PALETTE: readonly { readonly name: string; readonly paint: Paint }[] = [
  { name: 'Red', paint: { fill: '#fff0ef', stroke: '#c93a32' } },
  { name: 'Orange', paint: { fill: '#fff3e6', stroke: '#b0560c' } },
  { name: 'Yellow', paint: { fill: '#fffae0', stroke: '#876a00' } },
  { name: 'Green', paint: { fill: '#ecf9ee', stroke: '#2c7d3d' } },
  { name: 'Teal', paint: { fill: '#e8f8f7', stroke: '#14797a' } },
  { name: 'Blue', paint: { fill: '#eaf4ff', stroke: '#1f6fc2' } },
  { name: 'Violet', paint: { fill: '#f5f0ff', stroke: '#7d57d1' } },
  { name: 'Pink', paint: { fill: '#fff0f7', stroke: '#c23a80' } },
  { name: 'Grey', paint: { fill: '#f5f6f6', stroke: '#69716e' } },
];

/** How far two colours (#rrggbb) stand apart, from 1 (not at all) to 21, as WCAG reckons. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
