import { Module } from '@nestjs/common';
import { NotificationsController } from './adapters/notifications.controller.js';
import { NotifyPeople } from './adapters/notify-people.jobs.js';
import { PurgeNotifications } from './adapters/purge-notifications.jobs.js';
import { SqlNotifications } from './adapters/sql-notifications.js';
import { ListNotifications } from './application/list-notifications.js';
import { Notifications } from './application/ports.js';
import { ReadNotifications } from './application/read-notifications.js';

/** What concerns a person, told inside the product. Needs the database, the queue, the feed and Clock. */
@Module({
  controllers: [NotificationsController],
  providers: [ListNotifications, ReadNotifications, NotifyPeople, PurgeNotifications, { provide: Notifications, useClass: SqlNotifications }],
})
export class NotificationsModule {}
