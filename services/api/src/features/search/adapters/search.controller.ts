import { Controller } from '@nestjs/common';
import { searchDiagrams, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { workspaceOf } from '../../../kernel/workspace-access.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { SearchDiagrams } from '../application/search-diagrams.js';

@Controller()
export class SearchController {
  constructor(private readonly searchOnes: SearchDiagrams) {}

  @Endpoint(searchDiagrams)
  async search(@Input() { query }: InputOf<typeof searchDiagrams>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof searchDiagrams>> {
    const { workspaceId } = workspaceOf(actor, query.workspaceId, searchDiagrams.permission);
    return this.searchOnes.run(actor, { projectId: undefined, cursor: undefined, ...query, workspaceId });
  }
}
