import type { CommentAnchor, Thread, ThreadSummary } from '@bpmn-studio/contracts';
import type { Author, Once } from '../../diagrams/index.js';

export interface NewText {
  readonly id: string;
  readonly body: string;
  /** Ids the text mentions; those who are no members are left out. */
  readonly mentions: readonly string[];
}

/** A thread, by the diagram it must be of. */
export interface ThreadPlace {
  readonly diagramId: string;
  readonly threadId: string;
}

export interface CommentPlace extends ThreadPlace {
  readonly commentId: string;
}

/** Undefined: as it is. */
export interface OwnMark {
  readonly readThrough?: number | undefined;
  readonly muted?: boolean | undefined;
}

/**
 * Threads of comments. Every operation is one transaction and one round trip, checks membership itself, and brings its audit
 * entry and event along. Throws AppError: diagram.not_found, comment.not_found; for changes also diagram.deleted,
 * auth.forbidden (another's comment), comment.limit_reached, idempotency.key_reused and idempotency.in_flight.
 */
export abstract class Comments {
  abstract list(author: Author, diagramId: string): Promise<readonly ThreadSummary[]>;
  abstract read(author: Author, place: ThreadPlace): Promise<Thread>;
  abstract start(author: Author, place: ThreadPlace, anchor: CommentAnchor, text: NewText, once?: Once): Promise<Thread>;
  abstract add(author: Author, place: ThreadPlace, text: NewText, once?: Once): Promise<Thread>;
  /** With the same text no error, and changes nothing. */
  abstract edit(author: Author, place: ThreadPlace, text: NewText): Promise<Thread>;
  abstract delete(author: Author, place: CommentPlace): Promise<void>;
  /** Again is no error and changes nothing. */
  abstract resolve(author: Author, place: ThreadPlace, resolved: boolean): Promise<Thread>;
  abstract mark(author: Author, place: ThreadPlace, mark: OwnMark): Promise<void>;
}
