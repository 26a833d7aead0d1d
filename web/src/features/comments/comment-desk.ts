import type { CommentAnchor } from '@bpmn-studio/contracts';

export type ThreadFilter = 'open' | 'resolved' | 'mine';

interface Board {
  readonly selected: CommentAnchor | null;
  choose(): Promise<CommentAnchor | null>;
}

export interface DeskState {
  /** The thread that is open; null: the list. */
  readonly thread: string | null;
  /** Where a new thread is about to begin. */
  readonly place: CommentAnchor | null;
  readonly filter: ThreadFilter;
}

/** What somebody is at in the comments of one diagram. */
export class CommentDesk {
  state: DeskState = { thread: null, place: null, filter: 'open' };
  private readonly listeners = new Set<() => void>();

  constructor(readonly diagramId: string) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly openThread = (thread: string | null): void => this.set({ thread, place: null });
  readonly beginAt = (place: CommentAnchor | null): void => this.set({ place, thread: null });
  /** Begins on what is selected, or wherever the person points. */
  async beginOn(board: Board | null, open: () => void): Promise<void> {
    const place = board?.selected ?? (await board?.choose()) ?? null;
    if (place === null) return;
    this.beginAt(place);
    open();
  }

  readonly choose = (filter: ThreadFilter): void => this.set({ filter, thread: null, place: null });

  private set(change: Partial<DeskState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
