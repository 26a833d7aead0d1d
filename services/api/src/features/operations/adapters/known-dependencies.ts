import { Injectable } from '@nestjs/common';
import type { Operations } from '@bpmn-studio/contracts';
import { Breakers } from '../../../platform/resilience/index.js';
import { ReportHealth } from '../../health/index.js';
import { Dependencies } from '../application/ports.js';

/** What health says, with the breakers beside it. */
@Injectable()
export class KnownDependencies extends Dependencies {
  constructor(
    private readonly health: ReportHealth,
    private readonly breakers: Breakers,
  ) {
    super();
  }

  override now(): Operations['now']['dependencies'] {
    const breakers = this.breakers.states();
    const { dependencies } = this.health.report();
    const watched = Object.entries(dependencies).map(([name, { status, latencyMs, detail }]) => ({ name, status, latencyMs, detail: detail ?? null, breaker: breakers.get(name) ?? null }));
    // What no probe looks after is worth a line only while it fails: a closed breaker may be one that nobody has needed yet.
    const others = [...breakers].flatMap(([name, breaker]) => (name in dependencies || breaker === 'closed' ? [] : [{ name, status: 'degraded' as const, latencyMs: null, detail: null, breaker }]));
    return [...watched, ...others];
  }
}
