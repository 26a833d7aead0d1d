import { Controller } from '@nestjs/common';
import { listAudit, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { ListAudit } from '../application/list-audit.js';

@Controller()
export class AuditController {
  constructor(private readonly listAudit: ListAudit) {}

  @Endpoint(listAudit)
  list(@Input() { params, query }: InputOf<typeof listAudit>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof listAudit>> {
    return this.listAudit.run(actor, params.workspaceId, query);
  }
}
