import { addComment, deleteComment, editComment, getThread, listThreads, markThread, resolveThread, startThread, type CommentAnchor, type Thread, type ThreadSummary } from '@bpmn-studio/contracts';
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.js';
import type { ThreadFilter } from './comment-desk.js';

/** Kept with what it belongs to: the next question need not bring the answer again. */
interface Tagged<T> {
  readonly value: T;
  readonly etag: string | null;
}

/** Every thread of a diagram. A session that ended is told where somebody does something, not by what asks by itself. */
export function threadsQuery(diagramId: string) {
  return queryOptions({
    queryKey: ['threads', diagramId],
    queryFn: async ({ signal, client, queryKey }): Promise<Tagged<readonly ThreadSummary[]>> => {
      const kept = client.getQueryData<Tagged<readonly ThreadSummary[]>>(queryKey);
      const { data, etag, status } = await call(listThreads, { params: { id: diagramId }, headers: { 'if-none-match': kept?.etag ?? undefined } }, { signal, anonymous: true, quiet: true });
      return status === 304 && kept ? kept : { value: data.items, etag };
    },
  });
}

export function threadQuery(diagramId: string, threadId: string) {
  return queryOptions({
    queryKey: ['thread', diagramId, threadId],
    queryFn: async ({ signal, client, queryKey }): Promise<Tagged<Thread>> => {
      const kept = client.getQueryData<Tagged<Thread>>(queryKey);
      const { data, etag, status } = await call(getThread, { params: { id: diagramId, threadId }, headers: { 'if-none-match': kept?.etag ?? undefined } }, { signal, anonymous: true, quiet: true });
      return status === 304 && kept ? kept : { value: data, etag };
    },
  });
}

/** Asks anew for all there is to know of a diagram's comments. */
export function renewThreads(queries: QueryClient, diagramId: string): void {
  void queries.invalidateQueries({ queryKey: ['threads', diagramId] });
  void queries.invalidateQueries({ queryKey: ['thread', diagramId] });
}

/** What a person does in threads. What is answered is shown at once; the rest is asked anew. */
export class ThreadWork {
  constructor(
    private readonly queries: QueryClient,
    private readonly diagramId: string,
  ) {}

  start(anchor: CommentAnchor, body: string, key: string): Promise<Thread> {
    return this.shown(call(startThread, { params: { id: this.diagramId }, headers: { 'idempotency-key': key }, body: { anchor, body } }));
  }

  add(threadId: string, body: string, key: string): Promise<Thread> {
    return this.shown(call(addComment, { params: { id: this.diagramId, threadId }, headers: { 'idempotency-key': key }, body: { body } }));
  }

  edit(threadId: string, commentId: string, body: string): Promise<Thread> {
    return this.shown(call(editComment, { params: { id: this.diagramId, threadId, commentId }, body: { body } }));
  }

  resolve(threadId: string, resolved: boolean): Promise<Thread> {
    return this.shown(call(resolveThread, { params: { id: this.diagramId, threadId }, body: { resolved } }));
  }

  async delete(threadId: string, commentId: string): Promise<void> {
    await call(deleteComment, { params: { id: this.diagramId, threadId, commentId } });
    renewThreads(this.queries, this.diagramId);
  }

  async mute(threadId: string, muted: boolean): Promise<void> {
    await call(markThread, { params: { id: this.diagramId, threadId }, body: { muted } });
    renewThreads(this.queries, this.diagramId);
  }

  /** Nobody waits for it, and the next look says it again. */
  read(threadId: string, readThrough: number): void {
    call(markThread, { params: { id: this.diagramId, threadId }, body: { readThrough } }, { anonymous: true, quiet: true }).then(
      () => renewThreads(this.queries, this.diagramId),
      (error: unknown) => console.warn('A thread could not be marked as read', error),
    );
  }

  private async shown(change: Promise<{ readonly data: Thread }>): Promise<Thread> {
    const { data } = await change;
    this.queries.setQueryData(['thread', this.diagramId, data.id], { value: data, etag: null });
    renewThreads(this.queries, this.diagramId);
    return data;
  }
}

/** The threads a filter lets through. */
export function filtered(threads: readonly ThreadSummary[], filter: ThreadFilter): readonly ThreadSummary[] {
  return threads.filter(({ resolvedAt, mine }) => (filter === 'mine' ? mine : (resolvedAt !== null) === (filter === 'resolved')));
}

/** How many threads have something new. */
export function freshAmong(threads: readonly ThreadSummary[]): number {
  return threads.filter(({ unread }) => unread > 0).length;
}
