import { Injectable } from '@nestjs/common';
import { EventHandler, NeverAgain, type EventOf } from '../../../platform/queue/index.js';
import { ImportFiles } from '../application/import-files.js';

/** Imports what waits once an import is requested. Each file is a step of its own, so progress is seen and nothing is lost. */
@Injectable()
export class ImportFilesHandler extends EventHandler<'import.requested'> {
  override readonly name = 'import-files';
  override readonly events = ['import.requested'] as const;

  constructor(private readonly importFiles: ImportFiles) {
    super();
  }

  override async handle({ workspaceId, actorId, payload }: EventOf<'import.requested'>): Promise<void> {
    if (actorId === null) throw new NeverAgain('An import without a user cannot create diagrams');
    await this.importFiles.run({ importId: payload.importId, workspaceId, userId: actorId });
  }
}
