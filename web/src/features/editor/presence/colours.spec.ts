import { describe, expect, it } from '@jest/globals';
import { COLOURS, colourOf, freeColour, ownColour } from './colours.js';

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe('colours of people', () => {
  it.each(COLOURS)('%s carries white letters, and stands out on light and dark paper', (colour) => {
    expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, '#191e1c')).toBeGreaterThanOrEqual(3);
  });

  it('belong to a person, and are spread over all there are', () => {
    const colours = Array.from({ length: 500 }, (_, index) => ownColour(`person-${index}`));
    expect(ownColour('person-7')).toBe(colours[7]);
    expect(new Set(colours).size).toBe(COLOURS.length);
  });

  it('are free ones, as long as there are some', () => {
    const own = ownColour('ada');
    expect(freeColour('ada', new Set())).toBe(own);
    expect(freeColour('ada', new Set([own]))).toBe((own + 1) % COLOURS.length);
    expect(freeColour('ada', new Set(COLOURS.keys()))).toBe(own);
  });

  it('are some for any index', () => {
    expect(colourOf(COLOURS.length + 2)).toBe(COLOURS[2]);
    expect(colourOf(Number.NaN)).toBe(COLOURS[0]);
  });
});
