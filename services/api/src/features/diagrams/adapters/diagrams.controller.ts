import { Controller } from '@nestjs/common';
import { createDiagram, duplicateDiagram, getDiagram, listDiagrams, saveDiagram, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { workspaceOf } from '../../../kernel/workspace-access.js';
import { CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { CreateDiagram } from '../application/create-diagram.js';
import { DiagramQueries } from '../application/diagram.queries.js';
import { DuplicateDiagram } from '../application/duplicate-diagram.js';
import { SaveDiagram } from '../application/save-diagram.js';
import { created, diagram, knownVersion, summary } from './diagram-answers.js';
import { KeptLists } from './kept-lists.js';

@Controller()
export class DiagramsController {
  constructor(
    private readonly createOne: CreateDiagram,
    private readonly saveOne: SaveDiagram,
    private readonly duplicateOne: DuplicateDiagram,
    private readonly queries: DiagramQueries,
    private readonly lists: KeptLists,
  ) {}

  @Endpoint(createDiagram)
  async create(@Input() { body, headers }: InputOf<typeof createDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof createDiagram>> {
    const { workspaceId } = workspaceOf(actor, body.workspaceId, createDiagram.permission);
    return created(await this.createOne.run(actor, { ...body, workspaceId, idempotencyKey: headers['idempotency-key'] }));
  }

  @Endpoint(listDiagrams)
  async list(@Input() { query, headers }: InputOf<typeof listDiagrams>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof listDiagrams>> {
    const { workspaceId } = workspaceOf(actor, query.workspaceId, listDiagrams.permission);
    return this.lists.answer(actor, { projectId: undefined, q: undefined, cursor: undefined, ...query, workspaceId }, headers['if-none-match']);
  }

  @Endpoint(getDiagram)
  async get(@Input() { params, headers }: InputOf<typeof getDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getDiagram>> {
    return diagram(await this.queries.get(actor, params.id, knownVersion(headers)));
  }

  @Endpoint(saveDiagram)
  async save(@Input() { params, headers, body }: InputOf<typeof saveDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof saveDiagram>> {
    return summary(await this.saveOne.run(actor, { ...body, id: params.id, ifMatch: headers['if-match'], idempotencyKey: headers['idempotency-key'] }));
  }

  @Endpoint(duplicateDiagram)
  async duplicate(@Input() { params, headers, body }: InputOf<typeof duplicateDiagram>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof duplicateDiagram>> {
    return created(await this.duplicateOne.run(actor, { ...body, id: params.id, idempotencyKey: headers['idempotency-key'] }));
  }
}
