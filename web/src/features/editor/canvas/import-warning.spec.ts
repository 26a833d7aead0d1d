import { describe, expect, it } from '@jest/globals';
import { reportOf } from './import-warning.js';

describe('the import report', () => {
  it('is nothing when all was read, also when only the encoding was remarked upon', () => {
    expect(reportOf([])).toBeNull();
    expect(reportOf([{ message: 'unsupported document encoding <ISO-8859-1>, falling back to UTF-8' }])).toBeNull();
  });

  it('says each thing once, in one line', () => {
    expect(reportOf([new Error('unknown attribute <foo>\n\tline: 2'), { message: 'unknown attribute <foo>' }, 'odd'])).toEqual({ count: 2, lines: ['unknown attribute <foo>', 'odd'] });
  });

  it('stays readable for a file full of surprises', () => {
    const report = reportOf(Array.from({ length: 2000 }, (_, index) => `unknown attribute <a${index}>`));
    expect(report?.count).toBe(2000);
    expect(report?.lines).toHaveLength(51);
    expect(report?.lines.at(-1)).toBe('and 1950 more');
  });
});
