import { Injectable } from '@nestjs/common';
import { NOTIFICATION_LIMITS } from '@bpmn-studio/contracts';
import { personTopic, Telling } from '../../../kernel/telling.js';
import { EventHandler, type Effect, type EventOf } from '../../../platform/queue/index.js';

type Concerning = 'comment.added' | 'comment.edited' | 'thread.resolved';

/** Writes down whom a comment or a resolution concerns, once an event, and tells their open pages. */
@Injectable()
export class NotifyPeople extends EventHandler<Concerning> {
  override readonly name = 'notify-people';
  override readonly events = ['comment.added', 'comment.edited', 'thread.resolved'] as const;

  constructor(private readonly pages: Telling) {
    super();
  }

  override async handle({ eventId, type, actorId, payload }: EventOf<Concerning>, effect: Effect): Promise<void> {
    const commentId = 'commentId' in payload ? payload.commentId : null;
    const told: { user: string }[] = [];
    await effect(async (tx) => {
      const sql = 'SELECT n::text AS user FROM app.notify_people($1::uuid, $2, $3::uuid, $4::uuid, $5::uuid, $6::integer) n';
      told.push(...(await tx.$queryRawUnsafe<{ user: string }[]>(sql, eventId, type, actorId, payload.threadId, commentId, NOTIFICATION_LIMITS.kept)));
    });
    for (const { user } of told) this.pages.tell(personTopic(user), 'notifications');
  }
}
