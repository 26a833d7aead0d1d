import { Controller, UseInterceptors } from '@nestjs/common';
import { getImport, getImportFile, startImport, type InputOf } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { workspaceOf } from '../../../kernel/workspace-access.js';
import { Answer, CurrentActor, Endpoint, Input, type AnswerOf } from '../../../platform/http/index.js';
import { GetImport } from '../application/get-import.js';
import { StartImport, type UploadedFile } from '../application/start-import.js';
import { ReceiveUploads, Uploads } from './receive-uploads.interceptor.js';

@Controller()
export class ImportsController {
  constructor(
    private readonly startOne: StartImport,
    private readonly getOne: GetImport,
  ) {}

  @Endpoint(startImport)
  @UseInterceptors(ReceiveUploads)
  async start(
    @Input() { query, headers }: InputOf<typeof startImport>,
    @Uploads() files: UploadedFile[],
    @CurrentActor() actor: Actor,
  ): Promise<AnswerOf<typeof startImport>> {
    const { workspaceId } = workspaceOf(actor, query.workspaceId, startImport.permission);
    const started = await this.startOne.run(actor, { workspaceId, projectId: query.projectId, files, idempotencyKey: headers['idempotency-key'] });
    return new Answer(started, { headers: { Location: `/api/imports/${started.id}` } });
  }

  @Endpoint(getImport)
  get(@Input() { params }: InputOf<typeof getImport>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getImport>> {
    return this.getOne.run(actor, params.id);
  }

  @Endpoint(getImportFile)
  getFile(@Input() { params }: InputOf<typeof getImportFile>, @CurrentActor() actor: Actor): Promise<AnswerOf<typeof getImportFile>> {
    return this.getOne.file(actor, params.id, params.position);
  }
}
