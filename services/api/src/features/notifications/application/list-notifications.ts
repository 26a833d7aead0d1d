import { Injectable } from '@nestjs/common';
import type { Notification } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { packCursor, unpackCursor } from '../../../kernel/cursor.js';
import type { Author } from '../../diagrams/index.js';
import { Notifications } from './ports.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a page of what concerns somebody, newest first. */
@Injectable()
export class ListNotifications {
  constructor(private readonly notifications: Notifications) {}

  /** @throws AppError request.invalid for a cursor that is none of ours */
  async run(author: Author, query: { readonly limit: number; readonly cursor?: string | undefined }): Promise<{ items: Notification[]; unread: number; nextCursor: string | null }> {
    const before = query.cursor === undefined ? undefined : idIn(query.cursor);
    // One more than asked for tells whether there is a next page.
    const { items: found, unread } = await this.notifications.list(author, { before, count: query.limit + 1 });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, unread, nextCursor: found.length > query.limit && last !== undefined ? packCursor(['notifications', last.id]) : null };
  }
}

function idIn(cursor: string): string {
  const [of, id, ...more] = unpackCursor(cursor);
  if (of === 'notifications' && typeof id === 'string' && UUID.test(id) && more.length === 0) return id;
  throw new AppError('request.invalid', 'The cursor belongs to another list. Start again without it.', { errors: [{ path: 'query.cursor', message: 'is not a cursor of this list' }] });
}
