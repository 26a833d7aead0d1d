import { LiveRefusal } from '../domain/live-refusal.js';

/** An update on its way into the journal, and who sent it. */
export interface Edit {
  readonly bytes: Uint8Array;
  readonly userId: string;
}

interface Waiting {
  readonly edit: Edit;
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

/** Bytes that may wait for one append; more means that the database does not keep up. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * Appends the edits of one document, one append at a time: what comes while one is on its way goes into the next one together.
 * So a commit serves as many editors as there are, and a single editor waits for nobody.
 */
export class GroupAppends {
  private waiting: Waiting[] = [];
  private bytes = 0;
  private running: Promise<void> | undefined;

  /**
   * @param append keeps edits for good, or throws; then those who sent them are told so
   * @param onLost told first when edits were not kept, before anybody goes on
   */
  constructor(
    private readonly append: (edits: readonly Edit[]) => Promise<void>,
    private readonly onLost: () => void,
  ) {}

  /** Resolves when the edit is in the journal. @throws LiveRefusal 4503 when too much waits, and what `append` throws */
  async add(edit: Edit): Promise<void> {
    if (this.bytes + edit.bytes.length > MOST_WAITING_BYTES) {
      this.onLost();
      throw new LiveRefusal(4503, 'the journal does not keep up with the edits');
    }
    this.bytes += edit.bytes.length;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiting.push({ edit, kept: resolve, failed: reject });
    this.running ??= this.run();
    return await promise;
  }

  /** Resolves when all that was added before is kept, or has failed. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.append(batch.map(({ edit }) => edit));
        for (const { kept } of batch) kept();
      } catch (error) {
        this.onLost();
        for (const { failed } of batch) failed(error);
      }
      this.bytes -= batch.reduce((sum, { edit }) => sum + edit.bytes.length, 0);
    }
    this.running = undefined;
  }
}
