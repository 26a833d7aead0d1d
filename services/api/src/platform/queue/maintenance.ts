import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Config } from '../config/index.js';
import { RelayDatabase } from '../database/index.js';
import { MaintenanceTask } from './maintenance-task.js';

const TICK_MS = 1_000;
const LONGEST_RUN_MS = 5 * 60_000;
/** The lock is held by an open transaction, which the database ends when it is idle for too long. */
const HEARTBEAT_MS = 5_000;

/** In the worker role: runs every MaintenanceTask there is, one after the other, each on one worker at a time. */
@Injectable()
export class Maintenance implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Maintenance.name);
  private readonly stopping = new AbortController();
  private readonly dueAt = new Map<MaintenanceTask, number>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(RelayDatabase) private readonly database: RelayDatabase,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    const found = new Set(this.discovery.getProviders().map(({ instance }): unknown => instance));
    const tasks = [...found].filter((instance) => instance instanceof MaintenanceTask);
    const twice = tasks.find((task) => tasks.some((other) => other !== task && other.name === task.name));
    if (twice !== undefined) throw new Error(`Two maintenance tasks are called ${twice.name}: give each a name of its own`);
    if (!this.config.roles.includes('worker')) return;
    // Spread over the interval, so that replicas that start together do not all come at once.
    for (const task of tasks) this.dueAt.set(task, performance.now() + Math.random() * Math.min(task.everySeconds, 30) * 1_000);
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  /**
   * Runs a task now, if no other worker is at it. An error is logged.
   * @returns whether it was run here, and to the end
   */
  async runTask(task: MaintenanceTask): Promise<boolean> {
    try {
      return await this.database.transaction(async (tx) => {
        const [lock] = await tx.query<{ taken: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended('maintenance:' || $1, 0)) AS taken", [task.name]);
        if (lock?.taken !== true) return false;
        const failed = new AbortController();
        const heart = setInterval(() => void tx.query('SELECT 1').catch((error: unknown) => failed.abort(error)), HEARTBEAT_MS);
        try {
          await task.run(AbortSignal.any([this.stopping.signal, failed.signal, AbortSignal.timeout(LONGEST_RUN_MS)]));
        } finally {
          clearInterval(heart);
        }
        return true;
      });
    } catch (error) {
      this.logger.warn(`The maintenance task ${task.name} failed and is tried again in ${task.everySeconds} s: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private tick(): void {
    for (const [task, due] of this.dueAt) {
      if (due > performance.now()) continue;
      this.dueAt.set(task, Number.POSITIVE_INFINITY);
      this.running = this.running.then(async () => {
        if (!this.stopping.signal.aborted) await this.runTask(task);
        this.dueAt.set(task, performance.now() + task.everySeconds * 1_000);
      });
    }
  }
}
