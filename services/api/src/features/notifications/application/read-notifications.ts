import { Injectable } from '@nestjs/common';
import { personTopic, Telling } from '../../../kernel/telling.js';
import type { Author } from '../../diagrams/index.js';
import { Notifications } from './ports.js';

/** Marks what somebody has seen; their other windows are told. */
@Injectable()
export class ReadNotifications {
  constructor(
    private readonly notifications: Notifications,
    private readonly pages: Telling,
  ) {}

  async run(author: Author, ids: readonly string[] | undefined): Promise<void> {
    await this.notifications.read(author, ids);
    this.pages.tell(personTopic(author.userId), 'notifications');
  }
}
