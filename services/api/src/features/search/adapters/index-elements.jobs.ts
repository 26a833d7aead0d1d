import { Injectable } from '@nestjs/common';
import { EventHandler, type Effect, type EventOf } from '../../../platform/queue/index.js';
import { SearchableDiagrams } from '../application/ports.js';
import { wordsOf } from './postgres-search-index.js';

/** What changes what can be found. */
export const SEARCHED_EVENTS = ['diagram.created', 'diagram.saved', 'diagram.renamed', 'diagram.restored', 'diagram.deleted'] as const;
export type SearchedEvent = (typeof SEARCHED_EVENTS)[number];

/** Keeps the words of a diagram's current version in PostgreSQL's index; none while it is in the trash. */
@Injectable()
export class IndexElements extends EventHandler<SearchedEvent> {
  override readonly name = 'index-elements';
  override readonly follows = true;
  override readonly events = SEARCHED_EVENTS;

  constructor(private readonly diagrams: SearchableDiagrams) {
    super();
  }

  /** Whatever the event tells, the diagram is indexed as it is now: events may come twice, late and in any order. */
  override async handle({ workspaceId, payload: { diagramId, version } }: EventOf<SearchedEvent>, effect: Effect): Promise<void> {
    const found = await this.diagrams.read({ workspaceId, diagramId }, version);
    if ('gone' in found) await effect.call('forget_words', diagramId);
    else await effect.call('keep_words', ...wordsOf(found));
  }
}
