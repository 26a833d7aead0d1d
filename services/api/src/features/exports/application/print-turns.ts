import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { NoSlot, Slots, SlotsEach } from '../../../kernel/slots.js';

const MOST_WAITING = 8;
export const LONGEST_WAIT_MS = 15_000;
export const TOO_MANY_FILES = 'Too many files are being made right now. Try again in a moment.';

/** One file at a time for each person, so that nobody takes all the threads; what waits has read nothing yet. */
@Injectable()
export class PrintTurns {
  private readonly each = new SlotsEach(() => new Slots(1, MOST_WAITING, LONGEST_WAIT_MS));

  /** @throws AppError server.unavailable when too many of theirs wait, and what the work throws */
  async run<T>(userId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.each.run(userId, work);
    } catch (error) {
      if (!(error instanceof NoSlot)) throw error;
      throw new AppError('server.unavailable', TOO_MANY_FILES, {}, { cause: error });
    }
  }
}
