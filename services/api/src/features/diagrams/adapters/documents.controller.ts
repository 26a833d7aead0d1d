import { Controller } from '@nestjs/common';
import { getDiagramReport, getDiagramThumbnail, getDiagramXml, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { DiagramQueries } from '../application/diagram.queries.js';
import { ReportDiagram } from '../application/report-diagram.js';
import { document, knownVersion, picture } from './diagram-answers.js';

@Controller()
export class DocumentsController {
  constructor(
    private readonly queries: DiagramQueries,
    private readonly reportOne: ReportDiagram,
  ) {}

  @Endpoint(getDiagramXml)
  async getXml(@Input() { params, headers }: InputOf<typeof getDiagramXml>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getDiagramXml>> {
    return document(await this.queries.getDocument(actor, params.id, knownVersion(headers)));
  }

  @Endpoint(getDiagramThumbnail)
  async getThumbnail(@Input() { params }: InputOf<typeof getDiagramThumbnail>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getDiagramThumbnail>> {
    return picture(await this.queries.getPicture(actor, params.id));
  }

  @Endpoint(getDiagramReport)
  report(@Input() { params }: InputOf<typeof getDiagramReport>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getDiagramReport>> {
    return this.reportOne.run(actor, params.id);
  }
}
