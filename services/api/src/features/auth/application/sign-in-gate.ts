import { AppError } from '../../../kernel/app-error.js';
import { NoSlot, Slots } from '../../../kernel/slots.js';

/** A person at a form waits no longer. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Lets few sign-ins work at once, since each keeps a core busy and holds memory and a connection: whoever makes it leaves a core
 * to everybody else. A bounded number wait their turn. Beyond that, asking again later is the better answer.
 */
export class SignInGate {
  private readonly slots: Slots;

  constructor(atOnce: number, queueLength: number) {
    this.slots = new Slots(atOnce, queueLength, LONGEST_WAIT_MS);
  }

  /** Runs the work when its turn has come. Throws AppError server.unavailable when too many wait already, or for too long. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.slots.run(work);
    } catch (error) {
      if (!(error instanceof NoSlot)) throw error;
      throw new AppError('server.unavailable', 'Too many people are signing in at this moment. Try again in a few seconds.', {}, { cause: error });
    }
  }
}
