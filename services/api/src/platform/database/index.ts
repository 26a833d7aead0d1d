export { AuthDatabase } from './auth-database.js';
export { Database, type TenantTransaction } from './database.js';
export { isUnavailable, isUniqueViolation } from './database-errors.js';
export { DatabaseModule } from './database.module.js';
export { Prisma } from './generated/client.js';
export { Listener, type NotificationHandler } from './listener.js';
export { QueueConnection } from './queue-connection.js';
export { RelayDatabase, type RelayTransaction } from './relay-database.js';
