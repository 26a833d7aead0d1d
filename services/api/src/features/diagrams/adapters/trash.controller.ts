import { Controller } from '@nestjs/common';
import { deleteDiagram, restoreDiagram, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { DeleteDiagram } from '../application/delete-diagram.js';
import { RestoreDiagram } from '../application/restore-diagram.js';
import { summary } from './diagram-answers.js';

@Controller()
export class TrashController {
  constructor(
    private readonly deleteOne: DeleteDiagram,
    private readonly restoreOne: RestoreDiagram,
  ) {}

  @Endpoint(deleteDiagram)
  async delete(@Input() { params }: InputOf<typeof deleteDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof deleteDiagram>> {
    await this.deleteOne.run(actor, params.id);
  }

  @Endpoint(restoreDiagram)
  async restore(@Input() { params }: InputOf<typeof restoreDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof restoreDiagram>> {
    return summary(await this.restoreOne.run(actor, params.id));
  }
}
