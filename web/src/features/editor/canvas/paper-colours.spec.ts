import { describe, expect, it } from '@jest/globals';
import { inTheLight, onPaper, PAPER } from './paper-colours.js';

describe('colours on the canvas', () => {
  it('come back from it as they were chosen', () => {
    for (const colour of ['#FFE0B2', '#fff', 'red']) {
      expect(onPaper(colour)).not.toBe(colour);
      expect(inTheLight(`<rect style="fill: ${onPaper(colour)}; stroke: ${PAPER.stroke};"/>`)).toBe(`<rect style="fill: ${colour}; stroke: hsl(225, 10%, 15%);"/>`);
    }
  });

  it('that are none are left to the browser', () => {
    for (const colour of ['none', 'url(#x)', 'rgb(1,2,3)', 'red;x', '']) expect(onPaper(colour)).toBe(colour);
  });
});
