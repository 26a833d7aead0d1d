import { Controller } from '@nestjs/common';
import { exportDiagram, exportDiagrams, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { workspaceOf } from '../../../kernel/workspace-access.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { ExportDiagram } from '../application/export-diagram.js';
import { RunningArchives } from '../application/running-archives.js';
import { archive, exported } from './export-answers.js';

@Controller()
export class ExportsController {
  constructor(
    private readonly exportOne: ExportDiagram,
    private readonly archives: RunningArchives,
  ) {}

  @Endpoint(exportDiagram)
  async export(@Input() { params, query }: InputOf<typeof exportDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof exportDiagram>> {
    return exported(await this.exportOne.run(actor, params.id, query));
  }

  @Endpoint(exportDiagrams)
  async exportAll(@Input() { query: { workspaceId: wanted, projectId, ...wish } }: InputOf<typeof exportDiagrams>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof exportDiagrams>> {
    const { workspaceId: id, name } = workspaceOf(actor, wanted, exportDiagrams.permission);
    return archive(await this.archives.start(actor, { workspace: { id, name }, projectId: projectId?.toLowerCase(), wish }), name);
  }
}
