import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Breaker, BreakerOpenError, BreakerTimeoutError } from './breaker.js';
import { Breakers } from './breakers.js';

const down = () => Promise.reject(new Error('down'));
const up = () => Promise.resolve('up');
const outcome = (work: Promise<unknown>) => work.then((value) => value, (error: Error) => error.name);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function fail(breaker: Breaker, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await outcome(breaker.run(down));
}

describe('a breaker', () => {
  it('passes on what the work says while it is closed', async () => {
    const breaker = new Breaker({ name: 'redis', timeoutMs: 100 });
    expect(await breaker.run(up)).toBe('up');
    await expect(breaker.run(down)).rejects.toThrow('down');
    expect(breaker.state).toBe('closed');
  });

  it('opens when most calls fail, does not even try then, and closes with the first call that succeeds after a rest', async () => {
    const breaker = new Breaker({ name: 'redis', timeoutMs: 100, restMs: 1_000 });
    await fail(breaker, 20);
    expect(breaker.state).toBe('open');
    const work = jest.fn(up);
    expect(await outcome(breaker.run(work))).toBe('BreakerOpenError');
    expect(work).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_001);
    expect(await breaker.run(work)).toBe('up');
    expect(breaker.state).toBe('closed');
  });

  it('stays open for another rest when the trial fails', async () => {
    const breaker = new Breaker({ name: 'redis', inARow: 2, restMs: 1_000 });
    await fail(breaker, 2);
    jest.advanceTimersByTime(1_001);
    await expect(breaker.run(down)).rejects.toThrow('down');
    await expect(breaker.run(up)).rejects.toThrow(BreakerOpenError);
  });

  it('lets one call alone find out whether it is well again: the others fail at once', async () => {
    const breaker = new Breaker({ name: 'redis', timeoutMs: 500, inARow: 1, restMs: 1_000 });
    await fail(breaker, 1);
    jest.advanceTimersByTime(1_001);
    const trial = Promise.withResolvers<string>();
    const first = breaker.run(() => trial.promise);
    const work = jest.fn(up);
    expect(await outcome(breaker.run(work))).toBe('BreakerOpenError');
    expect(work).not.toHaveBeenCalled();
    trial.resolve('well');
    expect(await first).toBe('well');
    expect(await breaker.run(work)).toBe('up');
  });

  it('ends a call that takes too long, tells it so by its signal, and counts it', async () => {
    const breaker = new Breaker({ name: 'search', timeoutMs: 50, inARow: 1 });
    let told = false;
    const hanging = breaker.run((signal) => new Promise(() => signal.addEventListener('abort', () => (told = true))));
    const seen = expect(hanging).rejects.toThrow(BreakerTimeoutError);
    await jest.advanceTimersByTimeAsync(51);
    await seen;
    expect(told).toBe(true);
    expect(breaker.state).toBe('open');
  });

  it('does not count what is not the fault of the dependency', async () => {
    const breaker = new Breaker({ name: 'search', inARow: 2, isFault: (error) => (error as Error).message !== 'refused' });
    for (let n = 0; n < 50; n++) await outcome(breaker.run(() => Promise.reject(new Error('refused'))));
    expect(breaker.state).toBe('closed');
  });

  it('starts counting anew after a success when it counts in a row', async () => {
    const breaker = new Breaker({ name: 'database', inARow: 3 });
    for (let n = 0; n < 10; n++) {
      await fail(breaker, 2);
      await breaker.run(up);
    }
    expect(breaker.state).toBe('closed');
  });

  it('is held open, and closed again, by who knows better', async () => {
    const breaker = new Breaker({ name: 'database' });
    const release = breaker.hold();
    await expect(breaker.run(up)).rejects.toThrow(BreakerOpenError);
    release();
    expect(await breaker.run(up)).toBe('up');
  });
});

describe('the breakers of a process', () => {
  it('are one a dependency, and tell their states', async () => {
    const breakers = new Breakers();
    const redis = breakers.of({ name: 'redis', inARow: 1 });
    expect(breakers.of({ name: 'redis', inARow: 9 })).toBe(redis);
    breakers.of({ name: 'elasticsearch' });
    jest.spyOn((breakers as unknown as { logger: { warn: () => void } }).logger, 'warn').mockImplementation(() => undefined);
    await fail(redis, 1);
    expect([...breakers.states()]).toEqual([['redis', 'open'], ['elasticsearch', 'closed']]);
  });
});
