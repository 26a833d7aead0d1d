import { AppError } from '../../../kernel/app-error.js';

/**
 * Lets as many sign-ins work at once as there are cores, since each keeps one busy and holds memory and a connection, and
 * a bounded number wait their turn. Beyond that, asking again later is the better answer.
 */
export class SignInGate {
  private working = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly queueLength: number,
  ) {}

  /** Runs the work when its turn has come. Throws AppError server.unavailable when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.working < this.atOnce) {
      this.working += 1;
      return;
    }
    if (this.waiting.length >= this.queueLength) throw new AppError('server.unavailable', 'Too many people are signing in at this moment. Try again in a few seconds.');
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place on to the next in line, or frees it. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.working -= 1;
    else next();
  }
}
