import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config, VERSION } from '../../platform/config/index.js';
import { HealthModule } from '../health/health.module.js';
import { KnownDependencies } from './adapters/known-dependencies.js';
import { NoteFailures } from './adapters/note-failures.js';
import { NotedFailures } from './adapters/noted-failures.js';
import { OperationsController } from './adapters/operations.controller.js';
import { PurgeSamples } from './adapters/purge-samples.jobs.js';
import { Sampling } from './adapters/sampling.js';
import { SqlParkedEvents } from './adapters/sql-parked-events.js';
import { SqlSamples } from './adapters/sql-samples.js';
import { TelemetryMetrics } from './adapters/telemetry-metrics.js';
import { GetOperations } from './application/get-operations.js';
import { Dependencies, Failures, Metrics, ParkedEvents, Samples } from './application/ports.js';
import { RecordSamples, THIS_PROCESS } from './application/record-samples.js';
import type { ProcessFacts } from './domain/sample-row.js';

const ports = [
  NotedFailures,
  { provide: Failures, useExisting: NotedFailures },
  { provide: Metrics, useClass: TelemetryMetrics },
  { provide: Samples, useClass: SqlSamples },
  { provide: ParkedEvents, useClass: SqlParkedEvents },
  { provide: Dependencies, useClass: KnownDependencies },
];
const thisProcess = {
  provide: THIS_PROCESS,
  inject: [Config, Clock],
  useFactory: (config: Config, clock: Clock): ProcessFacts => ({
    id: randomUUID(), host: hostname().slice(0, 80), pid: process.pid, roles: config.roles, version: VERSION, startedAt: new Date(clock.now().getTime() - process.uptime() * 1_000),
  }),
};

/** Every process records what it counts; administrators see it all on one page. */
@Module({
  imports: [HealthModule],
  controllers: [OperationsController],
  providers: [...ports, thisProcess, RecordSamples, GetOperations, NoteFailures, Sampling, PurgeSamples],
})
export class OperationsModule {}
