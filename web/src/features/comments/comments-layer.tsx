import type { CommentAnchor } from '@bpmn-studio/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { onChange } from '../../api/changes.js';
import type { CommentDesk } from './comment-desk.js';
import { pinsOf } from './pins-of.js';
import { freshAmong, renewThreads, threadsQuery } from './threads.js';

interface Pinnable {
  readonly id: string;
  readonly place: CommentAnchor;
  readonly count: number | '+';
  readonly fresh: boolean;
  readonly done: boolean;
  readonly current: boolean;
  readonly label: string;
}

export interface CommentsLayerProps {
  readonly diagramId: string;
  readonly pins: { show(pins: readonly Pinnable[], onPin: (id: string) => void): void; reveal(place: CommentAnchor): Promise<boolean> } | null;
  readonly isPinned: boolean;
  /** Opens the list beside the drawing. */
  readonly open: () => void;
  readonly desk: CommentDesk;
  /** The thread the address names. */
  readonly wanted: string | undefined;
}

const NEW = 'new';

/** Keeps the pins of a drawing up to date, and opens the thread an address names. Shows nothing itself. */
export function CommentsLayer({ diagramId, pins, isPinned, open, desk, wanted }: CommentsLayerProps) {
  const { data } = useQuery(threadsQuery(diagramId));
  const { thread, place, filter } = useSyncExternalStore(desk.subscribe, () => desk.state);
  const threads = data?.value;

  useEffect(() => {
    const pinned = isPinned && threads ? pinsOf(threads, thread, filter === 'resolved') : [];
    const fresh: readonly Pinnable[] = place && isPinned ? [{ id: NEW, place, count: '+', fresh: false, done: false, current: true, label: 'Your new comment' }] : [];
    pins?.show([...pinned, ...fresh], (id) => {
      if (id !== NEW) desk.openThread(id);
      open();
    });
  }, [pins, isPinned, threads, thread, place, filter, desk, open]);

  useEffect(() => {
    if (wanted === undefined) return;
    desk.openThread(wanted);
    open();
  }, [wanted, desk, open]);
  const anchor = threads?.find(({ id }) => id === wanted)?.anchor;
  const isKnown = anchor !== undefined;
  useEffect(() => {
    if (anchor) void pins?.reveal(anchor);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the place is known and there is where to show it
  }, [wanted, pins, isKnown]);
  return null;
}

/** How many threads of a diagram have something new; from now on they are followed, whether or not they are listed. */
export function useFreshThreads(diagramId: string): number {
  const queries = useQueryClient();
  const { data } = useQuery(threadsQuery(diagramId));
  useEffect(() => onChange('comments', diagramId, () => renewThreads(queries, diagramId)), [queries, diagramId]);
  return data ? freshAmong(data.value) : 0;
}
