import { Injectable } from '@nestjs/common';
import { EventHandler, type EventOf } from '../../../platform/queue/index.js';
import { PackVersions } from '../application/pack-versions.js';

type Packed = 'diagram.saved' | 'diagram.renamed';

/** Packs what a save made old. Of a burst of saves the last one's event does the work. */
@Injectable()
export class PackVersionsHandler extends EventHandler<Packed> {
  override readonly name = 'pack-versions';
  override readonly follows = true;
  override readonly events = ['diagram.saved', 'diagram.renamed'] as const;

  constructor(private readonly packVersions: PackVersions) {
    super();
  }

  /** Every step is sound by itself and may come again, so there is nothing to write together with the inbox. */
  override async handle({ workspaceId, payload: { diagramId, version } }: EventOf<Packed>): Promise<void> {
    await this.packVersions.run({ workspaceId, diagramId }, version);
  }
}
