import { Controller } from '@nestjs/common';
import { followChanges, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, StreamAnswer, type AnswerOf } from '../../platform/http/index.js';
import { FollowChanges } from './follow-changes.js';

/** Nothing in between may keep, pack or hold back what is told. */
const AT_ONCE = { 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' };

@Controller()
export class ChangesController {
  constructor(private readonly follow: FollowChanges) {}

  @Endpoint(followChanges)
  async stream(@Input() { query }: InputOf<typeof followChanges>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof followChanges>> {
    return new StreamAnswer(await this.follow.run(actor, query.diagramId), 'text/event-stream; charset=utf-8', AT_ONCE);
  }
}
