import { describe, expect, it } from '@jest/globals';
import type { Place } from './ports.js';
import { VersionSchedule } from './version-schedule.js';
import type { Written } from './write-version.js';

const place = (diagramId: string): Place => ({ workspaceId: 'w', diagramId });
const turn = () => new Promise((resolve) => setImmediate(resolve));

function given(write: (diagramId: string) => Promise<Written>) {
  const begun: string[] = [];
  const ends: (string | undefined)[] = [];
  const schedule = new VersionSchedule(
    { restMs: 30_000, longestMs: 600_000 },
    {
      write: (one) => {
        begun.push(one.diagramId);
        return write(one.diagramId);
      },
      onEnd: (_place, end) => ends.push(end instanceof Error ? end.message : end.outcome),
    },
  );
  return { schedule, begun, ends };
}
const written = async (): Promise<Written> => ({ outcome: 'written', version: 2 });

describe('VersionSchedule', () => {
  it('writes what rests, once', async () => {
    const { schedule, begun } = given(written);
    schedule.edited(place('a'), 0);
    for (const now of [29_000, 30_000]) schedule.beat(now);
    await turn();
    schedule.beat(90_000);
    expect(begun).toEqual(['a']);
  });

  it('writes again what was edited while it was written', async () => {
    const gate = Promise.withResolvers<Written>();
    const { schedule, begun } = given(() => gate.promise);
    schedule.edited(place('a'), 0);
    schedule.ask(place('a'));
    schedule.beat(1);
    schedule.edited(place('a'), 2);
    schedule.beat(3);
    gate.resolve({ outcome: 'written', version: 2 });
    await turn();
    schedule.beat(30_002);
    expect(begun).toEqual(['a', 'a']);
  });

  it('asks for nothing when there is nothing to write', () => {
    const { schedule, begun } = given(written);
    schedule.ask(place('a'));
    schedule.beat(1);
    expect(begun).toEqual([]);
  });

  it('tries again later what failed, or what somebody else is at', async () => {
    const { schedule, begun, ends } = given(async () => {
      if (begun.length === 1) throw new Error('away');
      return begun.length === 2 ? { outcome: 'busy' } : { outcome: 'unchanged', version: 1 };
    });
    schedule.edited(place('a'), 0);
    for (const now of [30_000, 34_000, 35_000, 44_000, 45_000, 200_000]) {
      schedule.beat(now);
      await turn();
    }
    expect(ends).toEqual(['away', 'busy', 'unchanged']);
  });

  it('writes two at a time, and none once it was stopped', async () => {
    const gate = Promise.withResolvers<Written>();
    const { schedule, begun } = given(() => gate.promise);
    for (const id of ['a', 'b', 'c']) schedule.edited(place(id), 0);
    schedule.beat(30_000);
    expect(begun).toEqual(['a', 'b']);
    const stopped = schedule.stop();
    gate.resolve({ outcome: 'gone' });
    await stopped;
    schedule.beat(60_000);
    expect(begun).toEqual(['a', 'b']);
  });
});
