import { describe, expect, it } from '@jest/globals';
import { IDLE, inReadingOrder, newRun, tally } from './import-state.js';
import { nextPause } from './poll-pause.js';

const files = [new File(['<x/>'], 'a.bpmn'), new File(['<x/>'], 'b.bpmn')];

describe('an import run', () => {
  it('lists refused files at once beside those that wait', () => {
    const run = newRun(IDLE, files, [{ name: 'c.png', detail: 'no' }]);
    expect(run.files.map(({ name, status }) => [name, status])).toEqual([
      ['c.png', 'refused'],
      ['a.bpmn', 'waiting'],
      ['b.bpmn', 'waiting'],
    ]);
    expect(tally(run)).toEqual({ total: 3, imported: 0, refused: 1, progress: 1 / 3 });
  });

  it('adds to a run under way, and begins anew after a finished one', () => {
    const first = newRun(IDLE, files, []);
    expect(newRun(first, files, []).files).toHaveLength(4);
    expect(newRun({ ...first, phase: 'done' }, files, []).files).toHaveLength(2);
  });

  it('moves forward while files are sent and never past the end', () => {
    const run = newRun(IDLE, files, []);
    expect(tally({ ...run, share: 1 }).progress).toBeCloseTo(1 / 3);
    expect(tally({ ...run, phase: 'done', files: run.files.map((file) => ({ ...file, status: 'imported' })) }).progress).toBe(1);
  });

  it('puts what was refused on top, once nothing moves any more', () => {
    const [first, second] = newRun(IDLE, files, []).files.map((file, at) => ({ ...file, status: at === 0 ? ('imported' as const) : ('refused' as const) }));
    const both = [first!, second!];
    expect(inReadingOrder({ phase: 'working', files: both })).toEqual(both);
    expect(inReadingOrder({ phase: 'done', files: both })).toEqual([second, first]);
  });

  it('asks less often while nothing moves', () => {
    expect(nextPause(5000, true)).toBe(400);
    expect(nextPause(400, false)).toBe(640);
    expect(nextPause(4000, false)).toBe(5000);
  });
});
