import { Logger } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { Seldom } from '../../../kernel/seldom.js';
import { DiagramSearch, type FoundPage, type SearchQuestion } from '../application/ports.js';

const QUIET_MS = 30_000;

/** Asks one engine, and another one while the first cannot answer. */
export class FallingBackSearch extends DiagramSearch {
  private readonly logger = new Logger(FallingBackSearch.name);
  private readonly seldom = new Seldom(QUIET_MS);
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
    if (this.seldom.allows()) this.logger.warn(`${this.first.engine} cannot search right now, ${this.second.engine} does: ${error instanceof Error ? error.message : String(error)}`);
  }
}
