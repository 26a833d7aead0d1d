import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../config/index.js';
import { keepSecret } from '../telemetry/index.js';

/**
 * A new secret signs only after this time; until then the one before does. By then every replica knows it, however it
 * comes to them: a file that is synchronised, a poll of Vault, a rolling restart.
 */
const SIGN_AFTER_MS = 15 * 60_000;

/**
 * The secrets that sessions are signed with. Several are believed at a time, so that a rotation signs nobody out:
 * AUTH_SECRET, AUTH_SECRET_PREVIOUS, and the AUTH_SECRET that this process knew before the present one.
 */
@Injectable()
export class AuthSecrets {
  private current: string;
  private previous: string | undefined;
  private former: string | undefined;
  private since: number;

  constructor(
    @Inject(Config) config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.current = config.authSecret;
    this.previous = config.authSecretPrevious;
    this.since = this.now();
  }

  /** What new sessions are signed with. */
  signing(): string {
    return this.now() - this.since < SIGN_AFTER_MS ? (this.previous ?? this.former ?? this.current) : this.current;
  }

  /** What sessions may be signed with; at most three. */
  accepted(): readonly string[] {
    return [...new Set([this.current, this.previous, this.former])].filter((secret) => secret !== undefined);
  }

  /**
   * Takes over what was read anew. The former secret is believed until this process ends, or until it is said that it
   * is not: by giving it as AUTH_SECRET_PREVIOUS and taking that away again.
   * @returns whether AUTH_SECRET is another one now
   */
  note(current: string, previous: string | undefined): boolean {
    const changed = current !== this.current;
    for (const secret of [current, previous]) keepSecret(secret);
    if (changed) {
      this.former = this.current;
      this.current = current;
      this.since = this.now();
    } else if (this.previous !== undefined && previous === undefined) {
      this.former = undefined;
    }
    this.previous = previous;
    return changed;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
