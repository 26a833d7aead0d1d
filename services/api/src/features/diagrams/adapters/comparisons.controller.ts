import { Controller } from '@nestjs/common';
import { diffVersions, getVersionThumbnail, mergeDiagram, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { DiffVersions } from '../application/diff-versions.js';
import { DrawVersion } from '../application/draw-version.js';
import { MergeDiagram } from '../application/merge-diagram.js';
import { merge, versionDiff, versionPicture } from './version-answers.js';

@Controller()
export class ComparisonsController {
  constructor(
    private readonly diffTwo: DiffVersions,
    private readonly mergeOne: MergeDiagram,
    private readonly drawOne: DrawVersion,
  ) {}

  @Endpoint(diffVersions)
  async diff(@Input() { params, query }: InputOf<typeof diffVersions>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof diffVersions>> {
    return versionDiff(await this.diffTwo.run(actor, { ...params, from: query.from, to: query.to }), query);
  }

  @Endpoint(mergeDiagram)
  async merge(@Input() { params, body }: InputOf<typeof mergeDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof mergeDiagram>> {
    return merge(await this.mergeOne.run(actor, { ...params, ...body }));
  }

  @Endpoint(getVersionThumbnail)
  async draw(@Input() { params, headers }: InputOf<typeof getVersionThumbnail>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getVersionThumbnail>> {
    return versionPicture(await this.drawOne.run(actor, params.id, params.version), headers['if-none-match']);
  }
}
