/** What pages are told of: a diagram or a person. */
export type Topic = `${'diagram' | 'person'}:${string}`;

export function diagramTopic(diagramId: string): Topic {
  return `diagram:${diagramId.toLowerCase()}`;
}

export function personTopic(userId: string): Topic {
  return `person:${userId.toLowerCase()}`;
}

/** Port: tells open pages that something changed, never what; they ask by themselves. */
export abstract class Telling {
  /** Returns at once and never throws; a word may get lost. */
  abstract tell(topic: Topic, event: 'comments' | 'notifications'): void;
}
