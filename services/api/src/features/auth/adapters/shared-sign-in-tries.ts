import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { Config } from '../../../platform/config/index.js';
import { countRefusal, RateLimits } from '../../../platform/limits/index.js';
import { counter } from '../../../platform/telemetry/index.js';
import { SignInTries, type Try } from '../application/ports.js';

const signIns = counter({ name: 'bpmn.sign_ins', unit: '{attempts}', description: 'Sign-ins with a password: right, wrong, or slowed down' });

interface Counted {
  readonly by: 'account' | 'address';
  readonly key: string;
  /** A right password makes the wrong ones before it forgotten, and not only its own try. */
  readonly forgives: boolean;
}

/**
 * SignInTries, counted for all processes together. A try is counted before the password is hashed, so that many at once
 * are not one too many, and taken back unless the password was wrong.
 */
@Injectable()
export class SharedSignInTries extends SignInTries {
  private readonly most: number;
  private readonly windowMs: number;

  constructor(
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(Config) config: Config,
  ) {
    super();
    this.most = config.signInTries.most;
    this.windowMs = config.signInTries.minutes * 60_000;
  }

  override async run<T>(who: Try, attempt: () => Promise<T>): Promise<T> {
    const counts = countsOf(who);
    await this.reserve(counts);
    try {
      const answer = await attempt();
      await Promise.all(counts.map((count) => (count.forgives ? this.limits.clear(count.key) : this.giveBack(count))));
      signIns({ outcome: 'ok' });
      return answer;
    } catch (error) {
      if (error instanceof AppError && error.code === 'auth.invalid_credentials') signIns({ outcome: 'refused' });
      else await Promise.all(counts.map((count) => this.giveBack(count))); // nobody learnt whether the password was right
      throw error;
    }
  }

  private async reserve(counts: readonly Counted[]): Promise<void> {
    const found = await Promise.all(counts.map(async (count) => ({ ...count, ...(await this.limits.add(count.key, 1, this.windowMs)) })));
    const over = found.filter(({ hits }) => hits > this.most);
    if (over.length === 0) return;
    await Promise.all(counts.map((count) => this.giveBack(count)));
    signIns({ outcome: 'slowed' });
    countRefusal('sign-in', over[0]!.by);
    throw tooMany(Math.ceil(Math.max(...over.map(({ endsInMs }) => endsInMs)) / 1000));
  }

  private async giveBack({ key }: Counted): Promise<void> {
    await this.limits.add(key, -1, this.windowMs);
  }
}

/** A browser that signed in to the account before has its own tries alone: nobody who guesses elsewhere can use them up. */
function countsOf({ email, network, browserId }: Try): Counted[] {
  if (browserId !== undefined) return [{ by: 'account', key: `sign-in:browser:${browserId}`, forgives: true }];
  return [
    { by: 'account', key: `sign-in:account:${createHash('sha256').update(email.normalize('NFKC').toLowerCase(), 'utf8').digest('base64url')}`, forgives: true },
    { by: 'address', key: `sign-in:tries:${network}`, forgives: false },
  ];
}

/** The same words for an account that exists and one that does not. */
function tooMany(seconds: number): AppError {
  const wait = seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return new AppError('request.rate_limited', `Too many sign-ins failed. Wait ${wait}, or sign in from a browser you used before.`, { retryAfter: seconds });
}
