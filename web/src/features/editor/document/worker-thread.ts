import { wrap, type Remote } from 'comlink';
import { documentWork, type DocumentWork } from './document-work.js';

/** Work that is done beside the page, as if it were done on it. */
export interface Thread<Work = DocumentWork> {
  readonly work: Work;
  /** Rejects with ThreadDied when the thread ends by itself; never resolves. */
  readonly died: Promise<never>;
  end(): void;
}

/** A thread ended without having answered: it could not be started, or it crashed. */
export class ThreadDied extends Error {
  override readonly name = 'ThreadDied';
}

/** The thread of a worker that exposes its work by comlink. */
export function threadOf<Work>(worker: Worker): Thread<Remote<Work>> {
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new ThreadDied(message || 'the worker could not be started')));
    worker.addEventListener('messageerror', () => reject(new ThreadDied('the worker answered with something unreadable')));
  });
  died.catch(() => undefined); // whoever waits for work hears of it
  return { work: wrap<Work>(worker), died, end: () => worker.terminate() };
}

/** Starts the worker for documents. @throws when the browser has none */
export function startWorker(): Thread {
  return threadOf<DocumentWork>(new Worker(new URL('./document.worker.ts', import.meta.url), { type: 'module', name: 'documents' }));
}

/**
 * The page itself, where workers cannot be started: the same work, in the way of everything else. It is part of the page and not
 * fetched when it is needed: by then the network may be gone, or the page about to end.
 */
export function onThePage(): Thread {
  return { work: documentWork, died: new Promise<never>(() => undefined), end: () => undefined };
}
