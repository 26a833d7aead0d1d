import { Controller } from '@nestjs/common';
import { getMe, listMembers, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../platform/http/index.js';
import { ListMembers } from './list-members.js';

@Controller()
export class WorkspacesController {
  constructor(private readonly listMembers: ListMembers) {}

  @Endpoint(getMe)
  me(@CurrentActor() actor: Actor): AnswerOf<typeof getMe> {
    const { userId: id, name, email, administrator, memberships } = actor;
    return { user: { id, name, email, administrator }, workspaces: memberships.map(({ workspaceId, ...membership }) => ({ id: workspaceId, ...membership })) };
  }

  @Endpoint(listMembers)
  async members(@Input() { params, query }: InputOf<typeof listMembers>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof listMembers>> {
    return { items: await this.listMembers.run(actor, params.workspaceId, query) };
  }
}
