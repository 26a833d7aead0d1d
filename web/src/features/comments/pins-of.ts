import type { CommentAnchor, ThreadSummary } from '@bpmn-studio/contracts';

interface ThreadPin {
  /** Of the thread that opens. */
  readonly id: string;
  readonly place: CommentAnchor;
  readonly count: number;
  readonly fresh: boolean;
  readonly done: boolean;
  readonly current: boolean;
  readonly label: string;
}

/**
 * One pin for each place: threads on one element share it. It opens the one with something new, else the newest. Resolved threads
 * are pinned only while one looks at them.
 * @param current the thread that is open
 */
export function pinsOf(threads: readonly ThreadSummary[], current: string | null, withResolved: boolean): ThreadPin[] {
  const places = new Map<string, ThreadSummary[]>();
  for (const thread of threads) {
    if (thread.resolvedAt !== null && !withResolved && thread.id !== current) continue;
    const key = thread.anchor.elementId === null ? thread.id : `element ${thread.anchor.elementId}`;
    places.set(key, [...(places.get(key) ?? []), thread]);
  }
  return [...places.values()].flatMap((here) => {
    const [newest] = here;
    if (newest === undefined) return [];
    const shown = here.find(({ id }) => id === current) ?? here.find(({ unread }) => unread > 0) ?? newest;
    const count = here.reduce((sum, { comments }) => sum + comments, 0);
    const unread = here.reduce((sum, thread) => sum + thread.unread, 0);
    const label = `${count} ${count === 1 ? 'comment' : 'comments'} on ${newest.anchor.elementName ?? 'this spot'}${unread > 0 ? `, ${unread} new` : ''}: ${shown.excerpt}`;
    return [{ id: shown.id, place: shown.anchor, count, fresh: unread > 0, done: here.every(({ resolvedAt }) => resolvedAt !== null), current: shown.id === current, label }];
  });
}
