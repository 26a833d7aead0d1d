import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, ThrottlerGuard, ThrottlerStorage, type ThrottlerModuleOptions, type ThrottlerRequest } from '@nestjs/throttler';
import type { LimitClass } from '@bpmn-studio/contracts';
import type { Request, Response } from 'express';
import { AppError } from '../../kernel/app-error.js';
import { Config } from '../config/index.js';
import { countRefusal } from '../limits/index.js';
import { endpointOf } from './endpoint.decorator.js';
import { networkOf } from './network-of.js';
import { stateOf } from './request-state.js';

/** Milliseconds a limit is counted over. */
const WINDOW = 60_000;

/** What a request is counted as: once, or twice when somebody is signed in. */
interface Counted {
  readonly by: 'user' | 'address';
  readonly key: string;
  readonly limit: number;
}

/** How far one count is. Seconds until it begins anew. */
interface Standing extends Counted {
  readonly remaining: number;
  readonly reset: number;
  readonly blocked: boolean;
}

/** What the guard counts with. The limit is the endpoint's class; the guard below tells who it is counted for. */
export function throttlerOptions(storage: ThrottlerStorage): ThrottlerModuleOptions {
  return { throttlers: [{ name: 'default', ttl: WINDOW, limit: 1 }], storage };
}

/**
 * Counts requests by limit class: per user, and separately all users of an address (network-of.ts) together, who share
 * RATE_LIMIT_ADDRESS_FACTOR times as much; per address alone while nobody is signed in, and always so for signing in.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  private readonly perMinute: Readonly<Record<Exclude<LimitClass, 'none'>, number>>;

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(ThrottlerStorage) storage: ThrottlerStorage,
    @Inject(Reflector) reflector: Reflector,
    @Inject(Config) private readonly config: Config,
  ) {
    super(options, storage, reflector);
    const { defaultPerMinute, savePerMinute, aiPerMinute, signInPerMinute } = config.rateLimits;
    this.perMinute = { default: defaultPerMinute, save: savePerMinute, ai: aiPerMinute, 'sign-in': signInPerMinute };
  }

  protected override async handleRequest({ context }: ThrottlerRequest): Promise<boolean> {
    const limitClass = limitOf(context);
    if (limitClass === 'none') return true;
    const response = context.switchToHttp().getResponse<Response>();
    let tightest: Standing | undefined;
    // One after the other: what is refused for one reason is not counted for the other, or one user could use up the address of all.
    for (const counted of this.countsOf(context.switchToHttp().getRequest<Request>(), limitClass)) {
      const standing = await this.count(counted);
      if (tightest === undefined || standing.blocked || standing.remaining < tightest.remaining) tightest = standing;
      tellLimits(response, tightest);
      if (standing.blocked) throw this.refusal(limitClass, standing);
    }
    return true;
  }

  private countsOf(request: Request, limitClass: Exclude<LimitClass, 'none'>): Counted[] {
    const { actor } = stateOf(request);
    const limit = this.perMinute[limitClass];
    const address = networkOf(request.ip ?? 'unknown');
    if (!actor || limitClass === 'sign-in') return [{ by: 'address', key: `${limitClass}:address:${address}`, limit }];
    return [
      { by: 'user', key: `${limitClass}:user:${actor.userId}`, limit },
      { by: 'address', key: `${limitClass}:users-of:${address}`, limit: limit * this.config.rateLimits.addressFactor },
    ];
  }

  private async count(counted: Counted): Promise<Standing> {
    const { totalHits, timeToExpire, isBlocked } = await this.storageService.increment(counted.key, WINDOW, counted.limit, WINDOW, 'default');
    return { ...counted, remaining: Math.max(0, counted.limit - totalHits), reset: timeToExpire, blocked: isBlocked };
  }

  private refusal(limitClass: LimitClass, { by, limit, reset }: Standing): AppError {
    countRefusal(limitClass, by);
    const who = by === 'user' ? 'you' : 'your address';
    return new AppError('request.rate_limited', `${limit} requests a minute are allowed here for ${who}. Try again in ${reset} s.`, { retryAfter: reset });
  }
}

function tellLimits(response: Response, { limit, remaining, reset }: Standing): void {
  response.setHeader('RateLimit-Limit', limit);
  response.setHeader('RateLimit-Remaining', remaining);
  response.setHeader('RateLimit-Reset', reset);
}

function limitOf(context: ExecutionContext): LimitClass {
  return endpointOf(context.getHandler())?.limit ?? 'default';
}
