import { Injectable } from '@nestjs/common';
import { FIGURES_MINUTES, type Operations } from '@bpmn-studio/contracts';
import { Clock } from '../../../kernel/clock.js';
import { drawSeries } from '../domain/draw-series.js';
import { figuresOf, findTroubles, latestOf } from '../domain/find-troubles.js';
import { rankRoutes } from '../domain/rank-routes.js';
import { MINUTE, rangeOf } from '../domain/resolutions.js';
import type { SampleRow } from '../domain/sample-row.js';
import { Dependencies, ParkedEvents, Samples } from './ports.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MOST_FAILURES = 200;

/** How the installation has been doing over the last minutes, and how it does now. */
@Injectable()
export class GetOperations {
  constructor(
    private readonly samples: Samples,
    private readonly parked: ParkedEvents,
    private readonly dependencies: Dependencies,
    private readonly clock: Clock,
  ) {}

  /** @param minutes 5 to 1440 */
  async run(minutes: number): Promise<Operations> {
    const at = this.clock.now();
    const now = at.getTime();
    const range = rangeOf(minutes, at);
    const [rows, recent, failures] = await Promise.all([
      this.samples.read(range.resolution.seconds, range.from, range.from + range.buckets * range.resolution.seconds * 1_000),
      this.samples.read(MINUTE.seconds, now - FIGURES_MINUTES * MINUTE_MS, now + MINUTE_MS),
      this.failuresSince(now - HOUR_MS),
    ]);
    const { saves: _saves, requests: _requests, ...shown } = figuresOf(recent);
    const state = { dependencies: this.dependencies.now(), processes: processesOf(recent, now) };
    return {
      at: at.toISOString(),
      from: new Date(range.from).toISOString(),
      stepSeconds: range.resolution.seconds,
      buckets: range.buckets,
      series: drawSeries(rows, range),
      now: { troubles: findTroubles(figuresOf(recent), recent, state), figures: shown, ...state },
      routes: rankRoutes(rows),
      failures,
    };
  }

  private async failuresSince(moment: number): Promise<Operations['failures']> {
    const [requests, events] = await Promise.all([this.samples.failures(moment, MOST_FAILURES), this.parked.since(moment, MOST_FAILURES)]);
    const all = [
      ...requests.map(({ route, ...failure }) => ({ ...failure, kind: 'request' as const, what: route, eventId: null })),
      ...events.map(({ parkedAt, type, handler, eventId }) => ({
        at: parkedAt.toISOString(), kind: 'event' as const, what: handler === null ? type : `${type} · ${handler}`, code: 'parked', requestId: null, eventId, traceId: null,
      })),
    ];
    return all.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MOST_FAILURES);
  }
}

/** Those that run, and those that fell silent without a word; who said goodbye is not missed. */
function processesOf(recent: readonly SampleRow[], now: number): Operations['now']['processes'] {
  return latestOf(recent)
    .filter(({ stopped }) => !stopped)
    .sort((a, b) => a.process.startedAt.getTime() - b.process.startedAt.getTime())
    .map(({ process, until, sample: { peaks } }) => ({
      id: process.id,
      host: process.host,
      pid: process.pid,
      roles: [...process.roles],
      version: process.version,
      startedAt: process.startedAt.toISOString(),
      seenAt: new Date(until).toISOString(),
      state: now - until > MINUTE_MS ? ('silent' as const) : ('running' as const),
      memoryBytes: peaks['memory'] ?? null,
      eventLoopP99: peaks['loop.p99'] ?? null,
    }));
}
