import { Controller } from '@nestjs/common';
import { addComment, deleteComment, editComment, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { WriteComments } from '../application/write-comments.js';

@Controller()
export class CommentsController {
  constructor(private readonly write: WriteComments) {}

  @Endpoint(addComment)
  add(@Input() { params, headers, body }: InputOf<typeof addComment>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof addComment>> {
    return this.write.add(actor, { diagramId: params.id, threadId: params.threadId }, body.body, headers['idempotency-key']);
  }

  @Endpoint(editComment)
  edit(@Input() { params, body }: InputOf<typeof editComment>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof editComment>> {
    return this.write.edit(actor, { diagramId: params.id, threadId: params.threadId, commentId: params.commentId }, body.body);
  }

  @Endpoint(deleteComment)
  delete(@Input() { params }: InputOf<typeof deleteComment>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof deleteComment>> {
    return this.write.delete(actor, { diagramId: params.id, threadId: params.threadId, commentId: params.commentId });
  }
}
