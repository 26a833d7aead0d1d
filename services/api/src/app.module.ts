import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from './features/audit/audit.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { HealthModule } from './features/health/health.module.js';
import { WorkspacesModule } from './features/workspaces/workspaces.module.js';
import { ConfigModule, type Config } from './platform/config/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { HttpModule } from './platform/http/index.js';
import { KernelModule } from './platform/kernel.module.js';
import { LoggingModule, type Logger } from './platform/logging/index.js';

/** THE composition point: which modules a process is made of, by its roles. */
@Module({})
export class AppModule {
  static of(config: Config, logger: Logger): DynamicModule {
    const platform = [ConfigModule.of(config), LoggingModule.of(logger), KernelModule, DatabaseModule, HttpModule.forRoot()];
    const always = [AuthModule, HealthModule];
    const api = config.roles.includes('api') ? [WorkspacesModule, AuditModule] : [];
    return { module: AppModule, imports: [...platform, ...always, ...api] };
  }
}
