import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { FairSlots, NoSlot, Slots, type Turn } from '../../../kernel/slots.js';

/** One at a time, so that a thread is left for what is drawn. */
const AT_ONCE = 1;
const MOST_WAITING = 16;
const MOST_WAITING_EACH = 4;
/** Longer than the longest work of somebody else: whoever asks for one thing is never sent away because of one person in front. */
const LONGEST_WAIT_MS = 25_000;

/**
 * Comparing, merging and looking into whole documents while a person waits. Each person's come one after the other, what is
 * read for them included; the costly part takes a turn in the line of all.
 */
@Injectable()
export class DocumentTurns {
  private readonly slots = new FairSlots(new Slots(AT_ONCE, MOST_WAITING, LONGEST_WAIT_MS), () => new Slots(1, MOST_WAITING_EACH, LONGEST_WAIT_MS));

  /** @throws AppError server.unavailable when too much is asked for at once, and what the work throws */
  async run<T>(userId: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    try {
      return await this.slots.run(userId, work);
    } catch (error) {
      if (!(error instanceof NoSlot)) throw error;
      throw new AppError('server.unavailable', 'Too many documents are being compared right now. Try again in a moment.', {}, { cause: error });
    }
  }
}
