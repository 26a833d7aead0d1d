import { Injectable } from '@nestjs/common';
import type { CommentAnchor, Thread } from '@bpmn-studio/contracts';
import { Ids } from '../../../kernel/ids.js';
import { diagramTopic, Telling } from '../../../kernel/telling.js';
import { once, type Author } from '../../diagrams/index.js';
import { mentionsIn } from '../domain/mentions.js';
import { Comments, type CommentPlace, type ThreadPlace } from './ports.js';

/** What people write in threads; everybody who has the diagram open is told. Throws what Comments throws. */
@Injectable()
export class WriteComments {
  constructor(
    private readonly comments: Comments,
    private readonly ids: Ids,
    private readonly pages: Telling,
  ) {}

  async start(author: Author, diagramId: string, anchor: CommentAnchor, body: string, key?: string): Promise<Thread> {
    const { plane, x, y, elementId, elementName } = anchor;
    const request = once(key, 'startThread', diagramId, plane, x, y, elementId, elementName, body);
    return this.told(diagramId, this.comments.start(author, { diagramId, threadId: this.ids.uuid() }, anchor, this.textOf(body), request));
  }

  async add(author: Author, place: ThreadPlace, body: string, key?: string): Promise<Thread> {
    return this.told(place.diagramId, this.comments.add(author, place, this.textOf(body), once(key, 'addComment', place.threadId, body)));
  }

  async edit(author: Author, place: CommentPlace, body: string): Promise<Thread> {
    return this.told(place.diagramId, this.comments.edit(author, place, { ...this.textOf(body), id: place.commentId }));
  }

  async delete(author: Author, place: CommentPlace): Promise<void> {
    return this.told(place.diagramId, this.comments.delete(author, place));
  }

  async resolve(author: Author, place: ThreadPlace, resolved: boolean): Promise<Thread> {
    return this.told(place.diagramId, this.comments.resolve(author, place, resolved));
  }

  private textOf(body: string) {
    return { id: this.ids.uuid(), body, mentions: mentionsIn(body) };
  }

  private async told<T>(diagramId: string, change: Promise<T>): Promise<T> {
    const changed = await change;
    this.pages.tell(diagramTopic(diagramId), 'comments');
    return changed;
  }
}
