import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DiscoveryService } from '@nestjs/core';
import { DependencyProbe, type Finding } from '../../platform/probes/index.js';
import { HealthWatch } from './health-watch.js';

class Probe extends DependencyProbe {
  readonly name = 'probe';
  readonly essential = true;

  constructor(private readonly answer: Promise<Finding>) {
    super();
  }
  check(): Promise<Finding> {
    return this.answer;
  }
}

/** What the watch makes of an answer when all of its patience goes by at once. */
async function findingAfterPatience(answer: Promise<Finding>) {
  const watch = new HealthWatch({ getProviders: () => [{ instance: new Probe(answer) }] } as unknown as DiscoveryService);
  const looked = watch.onApplicationBootstrap();
  jest.advanceTimersByTime(1_500);
  await looked;
  watch.onApplicationShutdown();
  return watch.current().get('probe');
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the watch over dependencies', () => {
  it('counts what does not answer in time as down', async () => {
    expect(await findingAfterPatience(Promise.withResolvers<Finding>().promise)).toMatchObject({ status: 'down', latencyMs: null, detail: 'no answer within 1500 ms' });
  });

  it('counts an answer that came while the process was busy', async () => {
    const inTheSocket = Promise.withResolvers<Finding>();
    setImmediate(() => inTheSocket.resolve({ status: 'up' }));
    expect(await findingAfterPatience(inTheSocket.promise)).toMatchObject({ status: 'up' });
  });
});
