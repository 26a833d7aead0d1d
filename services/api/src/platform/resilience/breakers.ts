import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { gauge } from '../telemetry/index.js';
import { Breaker, type BreakerSettings, type BreakerState } from './breaker.js';

const LEVELS: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** Every breaker of this process, by the dependency it guards: for health and metrics. */
@Injectable()
export class Breakers implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Breakers.name);
  private readonly breakers = new Map<string, Breaker>();
  private stopMeasuring: () => void = () => undefined;

  onModuleInit(): void {
    const definition = { name: 'bpmn.breaker.state', unit: '{state}', description: '0 closed, 1 half-open, 2 open: calls to the dependency fail at once' } as const;
    this.stopMeasuring = gauge(definition, (observe) => this.states().forEach((state, dependency) => observe(LEVELS[state], { dependency })));
  }

  onApplicationShutdown(): void {
    this.stopMeasuring();
  }

  /** Makes the breaker of a dependency, once; the same name gives the same breaker. */
  of(settings: BreakerSettings): Breaker {
    const known = this.breakers.get(settings.name);
    if (known !== undefined) return known;
    const breaker = new Breaker(settings);
    breaker.onChange((state) => this.logger.warn(`The breaker of ${settings.name} is ${state}`));
    this.breakers.set(settings.name, breaker);
    return breaker;
  }

  states(): ReadonlyMap<string, BreakerState> {
    return new Map([...this.breakers].map(([name, breaker]) => [name, breaker.state]));
  }
}
