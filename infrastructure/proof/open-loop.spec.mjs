import { describe, expect, it } from '@jest/globals';
import { openLoop, randomOf } from './open-loop.mjs';

/** A clock that moves to the next moment somebody waits for when nothing else is left to do. */
function world() {
  let now = 0;
  const alarms = [];
  const at = (moment) => new Promise((resolve) => alarms.push({ moment, resolve }));
  const clock = { now: () => now, wait: (ms) => at(now + ms) };
  const run = async (loop) => {
    let over = false;
    void loop.finally(() => (over = true));
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = alarms.sort((a, b) => a.moment - b.moment).splice(0, 1);
      if (next === undefined) continue;
      now = Math.max(now, next.moment);
      next.resolve();
    }
    return loop;
  };
  return { clock, at, now: () => now, run };
}

describe('openLoop', () => {
  it('goes on sending while an answer takes its time, and counts what it held up from when it was due', async () => {
    const { clock, at, now, run } = world();
    const sent = [];
    const send = (serial) => {
      sent.push(now());
      return serial < 2 ? at(35) : Promise.resolve(); // two slow ones take both places
    };
    const { offered, latencies, failures, unsent } = await run(openLoop({ perSecond: 100, seconds: 0.06, send, even: true, inFlight: 2, clock }));
    expect({ offered, failures, unsent }).toEqual({ offered: 6, failures: [], unsent: 0 });
    expect(sent.slice(0, 2)).toEqual([0, 10]);
    expect(Math.max(...latencies)).toBe(35);
    expect(latencies.filter((ms) => ms >= 15)).toHaveLength(3); // 0 -> 35, 10 -> 35, and the third, due at 20, sent at 35
  });

  it('keeps failures apart and counts what could not be sent any more', async () => {
    const { clock, at, run } = world();
    const send = (serial) => (serial === 3 ? Promise.reject(new Error('refused')) : serial === 5 ? at(60_000) : Promise.resolve());
    const { offered, latencies, failures, unsent } = await run(openLoop({ perSecond: 10, seconds: 1, send, even: true, inFlight: 1, clock }));
    expect(failures.map((error) => error.message)).toEqual(['refused']);
    expect({ offered, answered: latencies.length, unsent }).toEqual({ offered: 10, answered: 5, unsent: 4 });
  });

  it('sends at the rate it was given, at the same moments for the same seed', async () => {
    const momentsOf = async (seed) => {
      const { clock, now, run } = world();
      const moments = [];
      await run(openLoop({ perSecond: 200, seconds: 5, seed, clock, send: async () => void moments.push(now()) }));
      return moments;
    };
    const moments = await momentsOf(7);
    expect(Math.abs(moments.length - 1_000)).toBeLessThan(100); // three deviations
    expect(await momentsOf(7)).toEqual(moments);
    expect(await momentsOf(8)).not.toEqual(moments);
  });
});

describe('randomOf', () => {
  it('is even from 0 to below 1', () => {
    const random = randomOf(42);
    const numbers = Array.from({ length: 10_000 }, random);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(Math.abs(numbers.reduce((sum, number) => sum + number) / numbers.length - 0.5)).toBeLessThan(0.02);
  });
});
