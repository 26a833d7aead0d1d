import { Controller } from '@nestjs/common';
import { getOutboxStatus, replayEvent, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { GetOutboxStatus } from '../application/get-outbox-status.js';
import { ReplayEvent } from '../application/replay-event.js';

@Controller()
export class AdminController {
  constructor(
    private readonly getStatus: GetOutboxStatus,
    private readonly replayOne: ReplayEvent,
  ) {}

  @Endpoint(getOutboxStatus)
  status(): Promise<AnswerOf<typeof getOutboxStatus>> {
    return this.getStatus.run();
  }

  @Endpoint(replayEvent)
  replay(@Input() { params }: InputOf<typeof replayEvent>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof replayEvent>> {
    return this.replayOne.run(actor, params.id);
  }
}
