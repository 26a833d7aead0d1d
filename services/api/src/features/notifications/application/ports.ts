import type { Notification } from '@bpmn-studio/contracts';
import type { Author } from '../../diagrams/index.js';

export interface NotificationSlice {
  /** Before this id; undefined: from the newest. Ids are UUIDv7, so in the order of time. */
  readonly before: string | undefined;
  readonly count: number;
}

/** What concerns a person, in every workspace they are a member of now. */
export abstract class Notifications {
  /** Newest first, and how many are unread of all (bounded). */
  abstract list(author: Author, slice: NotificationSlice): Promise<{ readonly items: readonly Notification[]; readonly unread: number }>;
  /** Marks those of these ids that are theirs, or all. Again is no error. */
  abstract read(author: Author, ids: readonly string[] | undefined): Promise<void>;
}
