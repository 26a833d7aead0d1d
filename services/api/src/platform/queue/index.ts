export { EventHandler, NeverAgain, NotNow, type Effect, type EventOf } from './event-handler.js';
export { HandlerRegistry } from './handler-registry.js';
export { Maintenance } from './maintenance.js';
export { MaintenanceTask } from './maintenance-task.js';
export { prepareQueueSchema } from './prepare-queue-schema.js';
export { QueueModule } from './queue.module.js';
export { QUEUE_NAMES, QUEUE_SCHEMA, type QueueName } from './queue-names.js';
export { readEvent } from './run-event.js';
export { Queues } from './queues.js';
