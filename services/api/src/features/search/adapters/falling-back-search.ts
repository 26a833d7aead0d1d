import { Logger } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { DiagramSearch, type FoundPage, type SearchQuestion } from '../application/ports.js';

const QUIET_MS = 30_000;

/** Asks one engine, and another one while the first cannot answer. */
export class FallingBackSearch extends DiagramSearch {
  private readonly logger = new Logger(FallingBackSearch.name);
  private quietUntil = 0;
  override readonly engine;

  constructor(
    private readonly first: DiagramSearch,
    private readonly second: DiagramSearch,
  ) {
    super();
    this.engine = first.engine;
  }

  override async find(question: SearchQuestion): Promise<FoundPage> {
    try {
      return await this.first.find(question);
    } catch (error) {
      if (error instanceof AppError) throw error;
      this.tell(error);
      return await this.second.find(question);
    }
  }

  private tell(error: unknown): void {
    if (performance.now() < this.quietUntil) return;
    this.quietUntil = performance.now() + QUIET_MS;
    this.logger.warn(`${this.first.engine} cannot search right now, ${this.second.engine} does: ${error instanceof Error ? error.message : String(error)}`);
  }
}
