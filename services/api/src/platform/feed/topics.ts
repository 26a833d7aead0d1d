/** What a feed is about: a diagram or a person. */
export type Topic = `${'diagram' | 'person'}:${string}`;

export function diagramTopic(diagramId: string): Topic {
  return `diagram:${diagramId.toLowerCase()}`;
}

export function personTopic(userId: string): Topic {
  return `person:${userId.toLowerCase()}`;
}
