import { Controller } from '@nestjs/common';
import { getVersion, listVersions, nameVersion, restoreVersion, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { DiagramQueries } from '../application/diagram.queries.js';
import { NameVersion } from '../application/name-version.js';
import { RestoreVersion } from '../application/restore-version.js';
import { summary, versionPage } from './diagram-answers.js';

@Controller()
export class VersionsController {
  constructor(
    private readonly queries: DiagramQueries,
    private readonly restoreOne: RestoreVersion,
    private readonly nameOne: NameVersion,
  ) {}

  @Endpoint(listVersions)
  async list(@Input() { params, query }: InputOf<typeof listVersions>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof listVersions>> {
    return versionPage(await this.queries.listVersions(actor, params.id, query));
  }

  @Endpoint(getVersion)
  async get(@Input() { params }: InputOf<typeof getVersion>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getVersion>> {
    return this.queries.getVersion(actor, params.id, params.version);
  }

  @Endpoint(restoreVersion)
  async restore(@Input() { params, headers }: InputOf<typeof restoreVersion>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof restoreVersion>> {
    return summary(await this.restoreOne.run(actor, { ...params, ifMatch: headers['if-match'], idempotencyKey: headers['idempotency-key'] }));
  }

  @Endpoint(nameVersion)
  async name(@Input() { params, body }: InputOf<typeof nameVersion>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof nameVersion>> {
    return this.nameOne.run(actor, { ...params, ...body });
  }
}
