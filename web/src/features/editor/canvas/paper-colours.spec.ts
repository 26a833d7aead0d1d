import { describe, expect, it } from '@jest/globals';
import { inTheLight, onPaper, PAPER } from './paper-colours.js';

describe('colours on the canvas', () => {
  it('come back from it as they were chosen', () => {
    for (const colour of ['#FFE0B2', '#fff', 'red']) {
      expect(onPaper(colour)).not.toBe(colour);
      expect(inTheLight(`<rect style="fill: ${onPaper(colour)}; stroke: ${PAPER.stroke};"/>`)).toBe(`<rect style="fill: ${colour}; stroke: hsl(225, 10%, 15%);"/>`);
    }
  });

  it('that have no lightness to turn, or are numbers, are drawn as they are', () => {
    for (const colour of ['none', 'transparent', 'rgb(1,2,3)', 'rgba(1 2 3 / 50%)', 'hsl(120, 100%, 50%)']) expect(onPaper(colour)).toBe(colour);
  });

  it('that are none are not drawn, least of all what would be fetched', () => {
    for (const colour of ['url(#x)', 'url(https://example.org/a.svg#b)', 'image-set("https://example.org/" 1x)', 'var(--x, url(https://example.org/))', 'rgb(url(x))', 'red;x', '']) expect(onPaper(colour)).toBeUndefined();
  });
});
