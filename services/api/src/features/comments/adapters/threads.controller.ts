import { Controller } from '@nestjs/common';
import { getThread, listThreads, markThread, resolveThread, startThread, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { Answer, contentTag, CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { MarkThread } from '../application/mark-thread.js';
import { Comments } from '../application/ports.js';
import { WriteComments } from '../application/write-comments.js';

@Controller()
export class ThreadsController {
  constructor(
    private readonly comments: Comments,
    private readonly write: WriteComments,
    private readonly markOne: MarkThread,
  ) {}

  @Endpoint(listThreads)
  async list(@Input() { params }: InputOf<typeof listThreads>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof listThreads>> {
    const items = [...(await this.comments.list(actor, params.id))];
    return new Answer({ items }, { headers: { ETag: contentTag(items) } });
  }

  @Endpoint(getThread)
  async get(@Input() { params }: InputOf<typeof getThread>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getThread>> {
    const thread = await this.comments.read(actor, { diagramId: params.id, threadId: params.threadId });
    return new Answer(thread, { headers: { ETag: contentTag(thread) } });
  }

  @Endpoint(startThread)
  async start(@Input() { params, headers, body }: InputOf<typeof startThread>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof startThread>> {
    const thread = await this.write.start(actor, params.id, body.anchor, body.body, headers['idempotency-key']);
    return new Answer(thread, { headers: { Location: `/api/diagrams/${params.id}/threads/${thread.id}` } });
  }

  @Endpoint(resolveThread)
  resolve(@Input() { params, body }: InputOf<typeof resolveThread>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof resolveThread>> {
    return this.write.resolve(actor, { diagramId: params.id, threadId: params.threadId }, body.resolved);
  }

  @Endpoint(markThread)
  mark(@Input() { params, body }: InputOf<typeof markThread>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof markThread>> {
    return this.markOne.run(actor, { diagramId: params.id, threadId: params.threadId }, body);
  }
}
