import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of what the process is at: a request, or a job. Ids alone; written on every log line of its course. */
export interface Work {
  requestId?: string;
  /** The event whose job this is, and who handles it. */
  eventId?: string;
  handler?: string;
  traceId?: string | undefined;
  userId?: string | undefined;
  workspaceId?: string | undefined;
  /** What became of it, in a word: saved, unchanged. */
  outcome?: string | undefined;
  diagramId?: string | undefined;
}

const works = new AsyncLocalStorage<Work>();

/** Runs something as part of a work; everything it starts belongs to it, too. */
export function inWork<T>(work: Work, run: () => T): T {
  return works.run(work, run);
}

/** The work we are at; undefined outside of any. */
export function currentWork(): Readonly<Work> | undefined {
  return works.getStore();
}

/** Adds to what is known of the work we are at; of no effect outside of any. */
export function noteWork(more: Work): void {
  const work = works.getStore();
  if (work !== undefined) Object.assign(work, more);
}
