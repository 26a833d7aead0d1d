import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { Draining } from '../../platform/probes/index.js';
import { DatabaseProbe, MigrationsProbe } from './database-probes.js';
import { HealthController } from './health.controller.js';
import { HealthWatch } from './health-watch.js';
import { ReportHealth } from './report-health.js';
import { ElasticsearchProbe, RedisProbe } from './service-probes.js';

/** Live, ready, and the whole picture. Whoever depends on something more adds a DependencyProbe to their own module. */
@Module({
  imports: [DiscoveryModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [Draining, HealthWatch, ReportHealth, DatabaseProbe, MigrationsProbe, RedisProbe, ElasticsearchProbe],
  exports: [Draining, ReportHealth],
})
export class HealthModule {}
