import { Controller } from '@nestjs/common';
import { openLive, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { Tickets } from '../application/tickets.js';

@Controller()
export class CollaborationController {
  constructor(private readonly tickets: Tickets) {}

  @Endpoint(openLive)
  async open(@Input() { params }: InputOf<typeof openLive>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof openLive>> {
    return await this.tickets.issue(actor, params.id);
  }
}
