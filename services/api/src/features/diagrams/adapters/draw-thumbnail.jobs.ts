import { Injectable, Logger } from '@nestjs/common';
import { EventHandler, type Effect, type EventOf } from '../../../platform/queue/index.js';
import { BpmnThreads } from '../../../platform/threads/index.js';
import { selfDescribing } from '../application/bpmn-document.js';
import { CurrentDocuments, meaningOf } from './current-documents.js';

type Drawn = 'diagram.created' | 'diagram.saved' | 'diagram.renamed' | 'diagram.restored';

/** A list of pictures must stay light; a larger one is drawn only when it is exported. In characters. */
const LARGEST_PICTURE = 2_000_000;

/** Draws the picture of a diagram's current version; an older version never replaces a newer one. */
@Injectable()
export class DrawThumbnail extends EventHandler<Drawn> {
  override readonly name = 'draw-thumbnail';
  override readonly follows = true;
  override readonly events = ['diagram.created', 'diagram.saved', 'diagram.renamed', 'diagram.restored'] as const;
  private readonly logger = new Logger(DrawThumbnail.name);

  constructor(
    private readonly documents: CurrentDocuments,
    private readonly threads: BpmnThreads,
  ) {
    super();
  }

  override async handle({ workspaceId, payload: { diagramId } }: EventOf<Drawn>, effect: Effect): Promise<void> {
    const undrawn = await this.documents.undrawn(workspaceId, diagramId);
    if (undrawn === undefined) return;
    const { version, document } = undrawn;
    const { svg } = await this.threads.render(selfDescribing(document)).catch((error: unknown) => {
      throw meaningOf(error);
    });
    if (svg.length > LARGEST_PICTURE) {
      this.logger.log(`The picture of diagram ${diagramId} would have ${svg.length} characters and is left out`);
      return;
    }
    await effect.call('keep_picture', diagramId, version, svg);
  }
}
