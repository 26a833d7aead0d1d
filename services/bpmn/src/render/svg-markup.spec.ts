import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSvg } from '../../fixtures/read-svg.js';
import { escapeXml, num, path, tag } from './svg-markup.js';

describe('svg markup', () => {
  it('carries any string as text and as attribute, and nothing breaks out of either', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const nodes = readSvg(tag('a', { b: value }, escapeXml(value)));
        expect(nodes).toHaveLength(1);
        const readable = value.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
        expect(nodes[0]?.text).toBe(readable.replace(/\r\n?/g, '\n'));
        expect(nodes[0]?.attributes['b']).toBe(readable.replace(/\r\n/g, ' ').replace(/[\r\n\t]/g, ' '));
      }),
    );
  });

  it('writes numbers short and never NaN or Infinity', () => {
    expect([1, 1.005, -0.001, 12.3456, NaN, Infinity].map(num)).toEqual(['1', '1', '0', '12.35', '0', '0']);
    expect(path`M${1.239} ${NaN}L${2}`).toBe('M1.24 0L2');
  });

  it('leaves out attributes that are undefined', () => {
    expect(tag('rect', { x: 1, y: undefined })).toBe('<rect x="1"/>');
  });
});
