import { Inject, Injectable } from '@nestjs/common';
import { NOTIFICATION_LIMITS, type Notification } from '@bpmn-studio/contracts';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import type { Author } from '../../diagrams/index.js';
import { Notifications, type NotificationSlice } from '../application/ports.js';

type Row = Omit<Notification, 'excerpt'> & { readonly excerpt: string | null };

/** Notifications in PostgreSQL, by the functions of prisma/migrations/*_comments. */
@Injectable()
export class SqlNotifications extends Notifications {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async list(author: Author, { before, count }: NotificationSlice): Promise<{ items: Notification[]; unread: number }> {
    const sql = 'SELECT * FROM app.list_notifications($1, $2, $3, $4)';
    const [row] = await this.database.query<{ items: Row[]; unread: number }>(sql, [author.userId, count, before, NOTIFICATION_LIMITS.counted]);
    return { items: (row?.items ?? []).map((item) => ({ ...item, excerpt: item.excerpt ?? '' })), unread: row?.unread ?? 0 };
  }

  override async read(author: Author, ids: readonly string[] | undefined): Promise<void> {
    await this.database.query('SELECT app.read_notifications($1, $2, $3)', [author.userId, ids, this.clock.now()]);
  }
}
