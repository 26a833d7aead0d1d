import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, ThrottlerStorage, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { LimitClass } from '@bpmn-studio/contracts';
import type { Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { Config } from '../config/index.js';
import { endpointOf } from './endpoint.decorator.js';
import { networkOf } from './network-of.js';
import { stateOf } from './request-state.js';

/** Milliseconds a limit is counted over. */
const WINDOW = 60_000;

/** What the guard counts with: one throttler whose limit is that of the endpoint's class. */
export function throttlerOptions(config: Config, storage: ThrottlerStorage): ThrottlerModuleOptions {
  const perMinute: Record<LimitClass, number> = {
    default: config.rateLimits.defaultPerMinute,
    save: config.rateLimits.savePerMinute,
    'sign-in': config.rateLimits.signInPerMinute,
    none: Number.MAX_SAFE_INTEGER,
  };
  return { throttlers: [{ name: 'default', ttl: WINDOW, limit: (context) => perMinute[limitOf(context)] }], storage };
}

/** Counts requests by limit class: per user, per address (network-of.ts) while nobody is signed in, and always so for signing in. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override readonly headerPrefix = 'RateLimit';

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(ThrottlerStorage) storage: ThrottlerStorage,
    @Inject(Reflector) reflector: Reflector,
  ) {
    super(options, storage, reflector);
  }

  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return limitOf(context) === 'none';
  }

  protected override generateKey(context: ExecutionContext, address: string): string {
    const limit = limitOf(context);
    const { actor } = stateOf(context.switchToHttp().getRequest<Request>());
    return actor && limit !== 'sign-in' ? `${limit}:user:${actor.userId}` : `${limit}:address:${networkOf(address)}`;
  }

  protected override async throwThrottlingException(context: ExecutionContext, { limit, timeToBlockExpire }: ThrottlerLimitDetail): Promise<void> {
    const response = context.switchToHttp().getResponse<Response>();
    response.setHeader('RateLimit-Limit', limit);
    response.setHeader('RateLimit-Remaining', 0);
    response.setHeader('RateLimit-Reset', timeToBlockExpire);
    throw new AppError('request.rate_limited', `${limit} requests a minute are allowed here. Try again in ${timeToBlockExpire} s.`);
  }
}

function limitOf(context: ExecutionContext): LimitClass {
  return endpointOf(context.getHandler())?.limit ?? 'default';
}
