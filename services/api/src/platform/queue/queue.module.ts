import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Config } from '../config/index.js';
import { QueueConnection } from '../database/index.js';
import { EventWorkers } from './event-workers.js';
import { HandlerRegistry } from './handler-registry.js';
import { Inbox } from './inbox.js';
import { Maintenance } from './maintenance.js';
import { ParkFailedJobs } from './park-failed-jobs.js';
import { QueueBackend, queueBackend } from './queue-backend.js';
import { Queues } from './queues.js';
import { RunEvent } from './run-event.js';
import { WatchQueues } from './watch-queues.js';

/**
 * Queues in every role; workers and maintenance in the worker role. Needs ConfigModule, DatabaseModule and, somewhere in
 * the application, a handler for every event: any provider that extends EventHandler.
 */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    { provide: QueueBackend, inject: [Config, QueueConnection], useFactory: queueBackend },
    Queues,
    HandlerRegistry,
    Inbox,
    RunEvent,
    ParkFailedJobs,
    EventWorkers,
    Maintenance,
    WatchQueues,
  ],
  exports: [Queues, HandlerRegistry, Maintenance],
})
export class QueueModule {}
