import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { AppError } from '../../kernel/app-error.js';
import { diagramTopic, personTopic } from '../../kernel/telling.js';
import { Database } from '../../platform/database/index.js';
import { Feed } from '../../platform/feed/index.js';

/** Opens a stream of what concerns a person and, if they name one they may read, a diagram. */
@Injectable()
export class FollowChanges {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly feed: Feed,
  ) {}

  /** @throws AppError diagram.not_found, and what Feed.open throws */
  async run(actor: Actor, diagramId: string | undefined): Promise<Readable> {
    const own = personTopic(actor.userId);
    if (diagramId === undefined) return this.feed.open(actor.userId, [own]);
    const [row] = await this.database.query<{ outcome: string }>("SELECT app.enter_diagram($1, $2, 'viewer') AS outcome", [actor.userId, diagramId]);
    if (row?.outcome !== 'ok') throw new AppError('diagram.not_found');
    return this.feed.open(actor.userId, [own, diagramTopic(diagramId)]);
  }
}
