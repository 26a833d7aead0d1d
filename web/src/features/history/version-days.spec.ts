import { describe, expect, it } from '@jest/globals';
import type { VersionSummary } from '@bpmn-studio/contracts';
import { daysOf } from './version-days.js';

const NOW = new Date(2026, 10, 21, 18, 0).getTime();
const ADA = { id: 'a', name: 'Ada' };
const BOB = { id: 'b', name: 'Bob' };

const version = (number: number, hours: number, minutes: number, change: Partial<VersionSummary> = {}): VersionSummary => ({
  version: number, kind: 'autosave', message: null, title: 'Title', createdAt: new Date(2026, 10, 21, hours, minutes).toISOString(), createdBy: ADA, sizeBytes: 1, sha256: '', restoredFrom: null, thumbnailUrl: '', ...change,
});
const shape = (versions: readonly VersionSummary[]) => daysOf(versions, NOW).map(({ label, sittings }) => [label, ...sittings.map(({ versions: all }) => all.map(({ version: number }) => number))]);

describe('the days of the versions', () => {
  it('hold the automatic saves of a sitting together', () => {
    expect(shape([version(9, 14, 20), version(8, 14, 10), version(7, 14, 2), version(6, 13, 30)])).toEqual([['Today', [9, 8, 7], [6]]]);
  });

  it('tell people apart', () => {
    expect(shape([version(9, 14, 20), version(8, 14, 19, { createdBy: BOB }), version(7, 14, 18)])).toEqual([['Today', [9], [8], [7]]]);
  });

  it('let stand for itself what has a name, was restored or is the first', () => {
    const named = version(4, 14, 13, { kind: 'named', message: 'Reviewed' });
    expect(shape([version(6, 14, 15), version(5, 14, 14, { restoredFrom: 2 }), named, version(3, 14, 12), version(2, 14, 11), version(1, 14, 10)])).toEqual([['Today', [6], [5], [4], [3, 2], [1]]]);
  });

  it('end at midnight', () => {
    const yesterday = version(3, 0, 0, { createdAt: new Date(2026, 10, 20, 23, 58).toISOString() });
    expect(shape([version(4, 0, 2), yesterday, version(2, 0, 0, { createdAt: new Date(2026, 10, 2, 9).toISOString() })])).toEqual([
      ['Today', [4]],
      ['Yesterday', [3]],
      [expect.stringMatching(/2.*November|November.*2/), [2]],
    ]);
  });

  it('are none without versions', () => {
    expect(daysOf([], NOW)).toEqual([]);
  });
});
