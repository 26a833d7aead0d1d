import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { gauge, keptFor } from '../telemetry/index.js';
import { Queues } from './queues.js';

const KEPT_MS = 10_000;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** In the worker role: shows how many jobs there are in which state. */
@Injectable()
export class WatchQueues implements OnApplicationBootstrap, OnApplicationShutdown {
  private stop: () => void = () => undefined;

  constructor(
    @Inject(Config) private readonly config: Config,
    private readonly queues: Queues,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.roles.includes('worker')) return;
    const counts = keptFor(KEPT_MS, () => this.queues.counts());
    this.stop = gauge({ name: 'bpmn.queue.depth', unit: '{jobs}', description: 'Jobs in a queue, by state' }, async (observe) => {
      if (!this.queues.ready) return;
      for (const count of await counts()) for (const state of STATES) observe(count[state], { queue: count.name, state });
    });
  }

  onApplicationShutdown(): void {
    this.stop();
  }
}
