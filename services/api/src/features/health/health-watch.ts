import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DependencyProbe, type Finding } from '../../platform/probes/index.js';
import { gauge } from '../../platform/telemetry/index.js';

/** What is known of a dependency right now. */
export interface DependencyState extends Finding {
  readonly essential: boolean;
  /** Milliseconds of the last answer; null while there is none. */
  readonly latencyMs: number | null;
}

const EVERY_MS = 1_000;
/** Two missed looks and this long for one: lost dependencies are known in well under 5 s. */
const PATIENCE_MS = 1_500;

/** Asks every probe again and again in the background, so that health can answer at once, whatever state the world is in. */
@Injectable()
export class HealthWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Health');
  private readonly states = new Map<string, DependencyState>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;
  private stopShowing: () => void = () => undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  async onApplicationBootstrap(): Promise<void> {
    this.stopShowing = gauge({ name: 'bpmn.dependency.up', unit: '{dependencies}', description: 'Whether a dependency answers: 1, or 0 when it does not; none where it is not used' }, (observe) => {
      for (const [dependency, { status }] of this.states) if (status !== 'off') observe(status === 'down' ? 0 : 1, { dependency });
    });
    await Promise.all(this.probes().map((probe) => this.look(probe)));
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    this.stopShowing();
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** The latest state of every dependency, by name. */
  current(): ReadonlyMap<string, DependencyState> {
    return this.states;
  }

  private probes(): DependencyProbe[] {
    return this.discovery.getProviders().flatMap(({ instance }) => (instance instanceof DependencyProbe ? [instance] : []));
  }

  private async look(probe: DependencyProbe): Promise<void> {
    const start = performance.now();
    const impatience = Promise.withResolvers<Finding>();
    const giveUp = () => impatience.resolve({ status: 'down', detail: `no answer within ${PATIENCE_MS} ms` });
    // Timers come before sockets: after a busy moment of this process, an answer that lies there already still counts.
    const timer = setTimeout(() => setImmediate(giveUp), PATIENCE_MS);
    // A probe that outlasts our patience is still the one question that is open: the next is asked when it has ended.
    const answer = probe.check().catch((error: unknown): Finding => ({ status: 'down', detail: reasonOf(error) }));
    const finding = await Promise.race([answer, impatience.promise]);
    clearTimeout(timer);
    this.note(probe, finding, finding.status === 'down' || finding.status === 'off' ? null : Math.round((performance.now() - start) * 10) / 10);
    void answer.then(() => this.lookAgain(probe));
  }

  private note(probe: DependencyProbe, finding: Finding, latencyMs: number | null): void {
    const before = this.states.get(probe.name)?.status;
    if (before !== undefined && before !== finding.status) this.logger.warn({ event: 'health.changed' }, `${probe.name} was ${before} and is ${finding.status}${finding.detail === undefined ? '' : `: ${finding.detail}`}`);
    this.states.set(probe.name, { ...finding, essential: probe.essential, latencyMs });
  }

  private lookAgain(probe: DependencyProbe): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.look(probe);
    }, EVERY_MS);
    timer.unref();
    this.timers.add(timer);
  }
}

/** Messages of drivers name hosts and users; anyone may read health. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'detail' in error && typeof error.detail === 'string' && error.name === 'AppError' ? error.detail : 'it cannot be reached';
}
