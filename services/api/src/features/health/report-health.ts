import { Injectable } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Health } from '@bpmn-studio/contracts';
import { AppError } from '../../kernel/app-error.js';
import { VERSION } from '../../platform/config/index.js';
import { Draining } from '../../platform/probes/index.js';
import { Breakers } from '../../platform/resilience/index.js';
import { HealthWatch, type DependencyState } from './health-watch.js';

/** Answers probes from what is known, without asking anything: at once, also while everything is down. */
@Injectable()
export class ReportHealth {
  constructor(
    private readonly watch: HealthWatch,
    private readonly draining: Draining,
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly breakers: Breakers,
  ) {}

  /** @throws AppError server.unavailable while the process drains or something essential is away */
  async ready(): Promise<{ status: 'ok' }> {
    if (this.draining.hasBegun) throw new AppError('server.unavailable', 'This process is shutting down.');
    const essential = [...this.watch.current()].filter(([, state]) => state.essential);
    if (essential.length === 0) throw new AppError('server.unavailable', 'This process is starting.');
    try {
      await this.checks.check(essential.map(([name, state]) => () => this.indicate(name, state)));
    } catch (error) {
      const down = essential.filter(([, state]) => state.status === 'down').map(([name]) => name);
      throw new AppError('server.unavailable', `Not ready: ${down.join(', ')} cannot be used right now.`, {}, { cause: error });
    }
    return { status: 'ok' };
  }

  /** The whole picture. */
  report(): Health {
    const states = this.states().sort(([a], [b]) => (a < b ? -1 : 1));
    const bad = states.filter(([, state]) => state.status === 'down' || state.status === 'degraded');
    const unavailable = this.draining.hasBegun || states.length === 0 || bad.some(([, state]) => state.essential && state.status === 'down');
    return {
      status: unavailable ? 'unavailable' : bad.length > 0 ? 'degraded' : 'ok',
      version: VERSION,
      uptimeSeconds: Math.round(process.uptime()),
      dependencies: Object.fromEntries(states.map(([name, { status, latencyMs, detail }]) => [name, { status, latencyMs, ...(detail === undefined ? {} : { detail }) }])),
    };
  }

  /** What answers our question may still fail most calls: an open breaker makes it degraded. */
  private states(): [string, DependencyState][] {
    const breakers = this.breakers.states();
    return [...this.watch.current()].map(([name, state]) => {
      const suffers = state.status === 'up' && (breakers.get(name) ?? 'closed') !== 'closed';
      return [name, suffers ? { ...state, status: 'degraded', detail: 'most calls to it failed lately; it is asked again in a moment' } : state];
    });
  }

  private indicate(name: string, state: DependencyState): HealthIndicatorResult {
    const indicator = this.indicators.check(name);
    return state.status === 'down' ? indicator.down() : indicator.up();
  }
}
