import { Logger } from '@nestjs/common';
import { Seldom } from '../../kernel/seldom.js';
import { RateLimits, type Count } from './rate-limits.js';

const WARN_MS = 30_000;

/**
 * Counts for all processes together as long as what they share answers, and in this process alone while it does not:
 * a limit may then be reached a little later, but it is never off.
 */
export class SharedRateLimits extends RateLimits {
  private readonly logger = new Logger(SharedRateLimits.name);
  private readonly seldom = new Seldom(WARN_MS);

  /**
   * @param shared has its own, short patience
   * @param local counts meanwhile
   */
  constructor(
    private readonly shared: RateLimits,
    private readonly local: RateLimits,
  ) {
    super();
  }

  override async add(key: string, hits: number, windowMs: number): Promise<Count> {
    try {
      return await this.shared.add(key, hits, windowMs);
    } catch (error) {
      this.tell(error);
      return this.local.add(key, hits, windowMs);
    }
  }

  override async clear(key: string): Promise<void> {
    await this.local.clear(key);
    await this.shared.clear(key).catch((error: unknown) => this.tell(error));
  }

  private tell(error: unknown): void {
    if (this.seldom.allows()) this.logger.warn(`Limits are counted by this process alone for now: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}
