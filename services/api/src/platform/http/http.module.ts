import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { Clock } from '../../kernel/clock.js';
import { RateLimits } from '../limits/index.js';
import { AnswerObservers } from './answer-observer.js';
import { EndpointInterceptor } from './endpoint.interceptor.js';
import { EndpointRegistry } from './endpoint-registry.js';
import { IdentifyActorGuard } from './identify-actor.guard.js';
import { JsonBodies } from './json-bodies.js';
import { PermissionGuard } from './permission.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimitGuard, throttlerOptions } from './rate-limit.guard.js';
import { ReservedRateLimits } from './reserved-rate-limits.js';
import { Upgrades } from './upgrades.js';

/** The way of a request: who asks, how often, may they, what do they hand in; and of every error. Needs an ActorSource. */
@Module({})
export class HttpModule {
  static forRoot(): DynamicModule {
    return {
      module: HttpModule,
      global: true, // features serve sockets through it
      imports: [
        DiscoveryModule,
        ThrottlerModule.forRootAsync({
          inject: [RateLimits, Clock],
          useFactory: (limits: RateLimits, clock: Clock) => throttlerOptions(new ReservedRateLimits(limits, clock)),
        }),
      ],
      providers: [
        EndpointRegistry,
        AnswerObservers,
        JsonBodies,
        Upgrades,
        { provide: APP_GUARD, useClass: IdentifyActorGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_INTERCEPTOR, useClass: EndpointInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [EndpointRegistry, AnswerObservers, Upgrades],
    };
  }
}
