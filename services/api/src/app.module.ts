import { type DynamicModule, Module } from '@nestjs/common';
import { AdminModule } from './features/admin/admin.module.js';
import { AuditModule } from './features/audit/audit.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { ChangesModule } from './features/changes/changes.module.js';
import { CommentsModule } from './features/comments/comments.module.js';
import { CollaborationModule } from './features/collaboration/collaboration.module.js';
import { DiagramsModule } from './features/diagrams/diagrams.module.js';
import { ExportsModule } from './features/exports/exports.module.js';
import { HealthModule } from './features/health/health.module.js';
import { NotificationsModule } from './features/notifications/notifications.module.js';
import { OperationsModule } from './features/operations/operations.module.js';
import { SearchModule } from './features/search/search.module.js';
import { WorkspacesModule } from './features/workspaces/workspaces.module.js';
import { CacheModule } from './platform/cache/index.js';
import { ConfigModule, type Config } from './platform/config/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { FeedModule } from './platform/feed/index.js';
import { HttpModule } from './platform/http/index.js';
import { KernelModule } from './platform/kernel.module.js';
import { LimitsModule } from './platform/limits/index.js';
import { LoggingModule, type Logger } from './platform/logging/index.js';
import { NoticesModule } from './platform/notices/index.js';
import { OutboxModule } from './platform/outbox/index.js';
import { QueueModule } from './platform/queue/index.js';
import { RedisModule } from './platform/redis/index.js';
import { ResilienceModule } from './platform/resilience/index.js';
import { SecretsModule, type SecretsReader } from './platform/secrets/index.js';
import { ThreadsModule } from './platform/threads/index.js';

/**
 * THE composition point. Every role is made of the same modules: relay, workers and maintenance start in the worker role only,
 * and the HTTP layer serves nothing but health where the api role is missing.
 */
@Module({})
export class AppModule {
  static of(config: Config, logger: Logger, secrets?: SecretsReader): DynamicModule {
    const platform = [ConfigModule.of(config), LoggingModule.of(logger), KernelModule, SecretsModule.of(secrets), ResilienceModule, RedisModule, CacheModule, DatabaseModule, NoticesModule, FeedModule, QueueModule, OutboxModule, ThreadsModule, LimitsModule, HttpModule.forRoot()];
    const features = [AuthModule, WorkspacesModule, DiagramsModule, CollaborationModule, ExportsModule, CommentsModule, NotificationsModule, ChangesModule, SearchModule, AuditModule, AdminModule, HealthModule, OperationsModule];
    return { module: AppModule, imports: [...platform, ...features] };
  }
}
