import { Controller } from '@nestjs/common';
import { listNotifications, readNotifications, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { Answer, contentTag, CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { ListNotifications } from '../application/list-notifications.js';
import { ReadNotifications } from '../application/read-notifications.js';

@Controller()
export class NotificationsController {
  constructor(
    private readonly listOwn: ListNotifications,
    private readonly readOwn: ReadNotifications,
  ) {}

  @Endpoint(listNotifications)
  async list(@Input() { query }: InputOf<typeof listNotifications>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof listNotifications>> {
    const page = await this.listOwn.run(actor, query);
    return new Answer(page, { headers: { ETag: contentTag(page) } });
  }

  @Endpoint(readNotifications)
  read(@Input() { body }: InputOf<typeof readNotifications>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof readNotifications>> {
    return this.readOwn.run(actor, body.ids);
  }
}
