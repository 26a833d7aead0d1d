import { Inject, Injectable } from '@nestjs/common';
import { COMMENT_LIMITS, type CommentAnchor, type Thread, type ThreadSummary } from '@bpmn-studio/contracts';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { OutboxWake } from '../../../platform/outbox/index.js';
import { noteWork, traceparent } from '../../../platform/telemetry/index.js';
import type { Author, Once } from '../../diagrams/index.js';
import { Comments, type CommentPlace, type NewText, type OwnMark, type ThreadPlace } from '../application/ports.js';
import { refuse } from './refusals.js';

interface Answer {
  readonly outcome: string;
  readonly thread: Thread;
}

/** Comments in PostgreSQL: each operation is one function call (prisma/migrations/*_comments), so one round trip. */
@Injectable()
export class SqlComments extends Comments {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: OutboxWake,
  ) {
    super();
  }

  override async list(author: Author, diagramId: string): Promise<readonly ThreadSummary[]> {
    const [row] = await this.database.query<{ outcome: string; items: ThreadSummary[] }>('SELECT * FROM app.read_threads($1, $2)', [author.userId, diagramId]);
    return refuse(row).items;
  }

  override async read(author: Author, { diagramId, threadId }: ThreadPlace): Promise<Thread> {
    const [row] = await this.database.query<Answer>('SELECT * FROM app.read_thread($1, $2, $3)', [author.userId, diagramId, threadId]);
    return refuse(row).thread;
  }

  override start(author: Author, { diagramId, threadId }: ThreadPlace, anchor: CommentAnchor, text: NewText, once?: Once): Promise<Thread> {
    return this.change(diagramId, 'SELECT * FROM app.start_thread($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, app.traced($14, $17), $15, $16)', [
      author.userId, diagramId, threadId, text.id, anchor.plane, anchor.x, anchor.y, anchor.elementId, anchor.elementName, text.body, text.mentions,
      COMMENT_LIMITS.threads, this.clock.now(), author.requestId, once?.key, once?.request, traceparent(),
    ]);
  }

  override add(author: Author, { diagramId, threadId }: ThreadPlace, text: NewText, once?: Once): Promise<Thread> {
    return this.change(diagramId, 'SELECT * FROM app.add_comment($1, $2, $3, $4, $5, $6, $7, $8, app.traced($9, $12), $10, $11)', [
      author.userId, diagramId, threadId, text.id, text.body, text.mentions, COMMENT_LIMITS.comments, this.clock.now(), author.requestId, once?.key, once?.request, traceparent(),
    ]);
  }

  override edit(author: Author, { diagramId, threadId }: ThreadPlace, { id, body, mentions }: NewText): Promise<Thread> {
    return this.change(diagramId, 'SELECT * FROM app.edit_comment($1, $2, $3, $4, $5, $6, $7, app.traced($8, $9))', [
      author.userId, diagramId, threadId, id, body, mentions, this.clock.now(), author.requestId, traceparent(),
    ]);
  }

  override async delete(author: Author, { diagramId, threadId, commentId }: CommentPlace): Promise<void> {
    await this.change(diagramId, 'SELECT * FROM app.delete_comment($1, $2, $3, $4, $5, app.traced($6, $7))', [author.userId, diagramId, threadId, commentId, this.clock.now(), author.requestId, traceparent()]);
  }

  override resolve(author: Author, { diagramId, threadId }: ThreadPlace, resolved: boolean): Promise<Thread> {
    return this.change(diagramId, 'SELECT * FROM app.resolve_thread($1, $2, $3, $4, $5, app.traced($6, $7))', [
      author.userId, diagramId, threadId, resolved, this.clock.now(), author.requestId, traceparent(),
    ]);
  }

  override async mark(author: Author, { diagramId, threadId }: ThreadPlace, { readThrough, muted }: OwnMark): Promise<void> {
    const [row] = await this.database.query<Answer>('SELECT * FROM app.mark_thread($1, $2, $3, $4, $5, $6)', [author.userId, diagramId, threadId, readThrough, muted, this.clock.now()]);
    refuse(row);
  }

  private async change(diagramId: string, sql: string, values: readonly unknown[]): Promise<Thread> {
    const [row] = await this.database.query<Answer>(sql, values);
    const { outcome, thread } = refuse(row);
    this.wake.wake();
    noteWork({ outcome, diagramId });
    return thread;
  }
}
