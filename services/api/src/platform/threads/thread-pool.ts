import { Piscina } from 'piscina';
import { NoSlot, Slots } from '../../kernel/slots.js';
import { inSpan, isTraced } from '../telemetry/index.js';
import { BpmnThreadError } from './bpmn-threads.js';

/** A pause without work after which a thread and its memory are given back. */
const IDLE_MS = 60_000;
/** How far a thread gives way to the event loop and the database, for which everybody waits. Elsewhere than on Linux it would be said of the whole process. */
const NICE = process.platform === 'linux' ? 5 : 0;

export interface PoolSize {
  readonly threads: number;
  readonly mostWaiting: number;
  /** For one task, in milliseconds. */
  readonly timeLimitMs: number;
  /** For the wait before it. Without it: as long as a task may take. */
  readonly longestWaitMs?: number;
  readonly heapMb: number;
  /** Where cores are short: work that somebody's next request does not wait for. */
  readonly givesWay?: boolean;
}

/**
 * Worker threads for documents, with a bounded queue in front. A thread that takes too long or too much memory is ended
 * and replaced. Throws BpmnThreadError.
 */
export class ThreadPool<Task extends { readonly work: string }, Result> {
  /** The time limit must not count the wait for a thread, so the waiting is done in the slots and not in the pool. */
  private readonly slots: Slots;
  private readonly threads: Piscina<Task, Result>;
  private stopped = false;

  /** @param file whose default export does a task */
  constructor(
    file: URL,
    private readonly size: PoolSize,
  ) {
    this.slots = new Slots(size.threads, size.mostWaiting, size.longestWaitMs ?? size.timeLimitMs);
    this.threads = new Piscina<Task, Result>({
      filename: file.href,
      minThreads: 0,
      maxThreads: size.threads,
      idleTimeout: IDLE_MS,
      concurrentTasksPerWorker: 1,
      niceIncrement: size.givesWay === true ? NICE : 0,
      atomics: 'disabled',
      resourceLimits: { maxOldGenerationSizeMb: size.heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      env: {}, // documents are strangers' content: their threads hold no secrets
      execArgv: [],
    });
  }

  async run(task: Task): Promise<Result> {
    if (this.stopped) throw this.explain(undefined); // a destroyed pool would start threads again
    try {
      const onThread = () => this.slots.run(() => this.threads.run(task, { signal: AbortSignal.timeout(this.size.timeLimitMs) }));
      return isTraced() ? await inSpan({ name: `thread ${task.work}` }, onThread) : await onThread();
    } catch (error) {
      throw this.explain(error);
    }
  }

  async destroy(): Promise<void> {
    this.stopped = true;
    await this.threads.destroy();
  }

  private explain(error: unknown): Error {
    const { name, code } = (error ?? {}) as { name?: string; code?: string };
    if (this.stopped) return new BpmnThreadError('stopped', 'The server is stopping.', { cause: error });
    if (error instanceof NoSlot) return new BpmnThreadError('busy', 'Too many documents are being worked on right now; try again in a moment.', { cause: error });
    if (name === 'AbortError') return new BpmnThreadError('too_slow', `Working on the document took longer than ${this.size.timeLimitMs / 1000} s and was stopped.`, { cause: error });
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new BpmnThreadError('too_big', 'Working on the document took too much memory and was stopped.', { cause: error });
    return new BpmnThreadError('unreadable', `The document could not be worked on: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
