import { Injectable } from '@nestjs/common';
import { Feed, personTopic } from '../../../platform/feed/index.js';
import type { Author } from '../../diagrams/index.js';
import { Notifications } from './ports.js';

/** Marks what somebody has seen; their other windows are told. */
@Injectable()
export class ReadNotifications {
  constructor(
    private readonly notifications: Notifications,
    private readonly feed: Feed,
  ) {}

  async run(author: Author, ids: readonly string[] | undefined): Promise<void> {
    await this.notifications.read(author, ids);
    this.feed.tell(personTopic(author.userId), 'notifications');
  }
}
