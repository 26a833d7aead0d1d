import { Injectable, Logger } from '@nestjs/common';
import { Breaker, type BreakerSettings, type BreakerState } from './breaker.js';

/** Every breaker of this process, by the dependency it guards: for health and metrics. */
@Injectable()
export class Breakers {
  private readonly logger = new Logger(Breakers.name);
  private readonly breakers = new Map<string, Breaker>();

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
