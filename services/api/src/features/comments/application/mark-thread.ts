import { Injectable } from '@nestjs/common';
import { personTopic, Telling } from '../../../kernel/telling.js';
import type { Author } from '../../diagrams/index.js';
import { Comments, type OwnMark, type ThreadPlace } from './ports.js';

/** Notes how far somebody has read a thread, and whether they want to hear of it. Their other windows are told. */
@Injectable()
export class MarkThread {
  constructor(
    private readonly comments: Comments,
    private readonly pages: Telling,
  ) {}

  /** @throws AppError diagram.not_found, comment.not_found */
  async run(author: Author, place: ThreadPlace, mark: OwnMark): Promise<void> {
    await this.comments.mark(author, place, mark);
    for (const event of ['comments', 'notifications'] as const) this.pages.tell(personTopic(author.userId), event);
  }
}
