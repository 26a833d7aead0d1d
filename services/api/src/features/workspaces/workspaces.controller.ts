import { Controller } from '@nestjs/common';
import { getMe } from '@bpmn-studio/contracts';
import type { Actor } from '../../kernel/actor.js';
import { CurrentActor, Endpoint, type AnswerOf } from '../../platform/http/index.js';

@Controller()
export class WorkspacesController {
  @Endpoint(getMe)
  me(@CurrentActor() actor: Actor): AnswerOf<typeof getMe> {
    const { userId: id, name, email, administrator, memberships } = actor;
    return { user: { id, name, email, administrator }, workspaces: memberships.map(({ workspaceId, ...membership }) => ({ id: workspaceId, ...membership })) };
  }
}
