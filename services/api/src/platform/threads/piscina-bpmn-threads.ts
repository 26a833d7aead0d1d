import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { ElementIndexEntry, RenderedSvg } from '@bpmn-studio/bpmn';
import type { ThreadResult, ThreadTask } from './bpmn-thread.js';
import { BpmnThreadError, BpmnThreads, THREAD_TIME_LIMIT_MS } from './bpmn-threads.js';
import { NoSlot, Slots } from '../../kernel/slots.js';

const THREADS = 2;
const MOST_WAITING = 64;
/** A pause without work after which a thread and its memory are given back. */
const IDLE_MS = 60_000;
/** Measured: documents at the gate's bounds (20,000 elements, 5 MB) are drawn and indexed within 64 MB. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** BpmnThreads on a pool of worker threads. A thread that takes too long or too much memory is ended and replaced. */
@Injectable()
export class PiscinaBpmnThreads extends BpmnThreads implements OnApplicationShutdown {
  // The time limit must not count the wait for a thread, so the waiting is done here and not in the pool.
  private readonly slots: Slots;
  private readonly pool: Piscina<ThreadTask, ThreadResult>;
  private stopped = false;

  constructor(private readonly timeLimitMs = THREAD_TIME_LIMIT_MS) {
    super();
    this.slots = new Slots(THREADS, MOST_WAITING, timeLimitMs);
    this.pool = new Piscina<ThreadTask, ThreadResult>({
      filename: new URL(`./bpmn-thread${extname(import.meta.filename)}`, import.meta.url).href,
      minThreads: 0,
      maxThreads: THREADS,
      idleTimeout: IDLE_MS,
      concurrentTasksPerWorker: 1,
      atomics: 'disabled',
      resourceLimits: MEMORY,
      env: {}, // documents are strangers' content: their threads hold no secrets
      execArgv: [],
    });
  }

  async render(document: Uint8Array): Promise<RenderedSvg> {
    const result = await this.run({ work: 'render', document });
    if ('rendered' in result) return result.rendered;
    throw unreadable(result);
  }

  async index(document: Uint8Array): Promise<ElementIndexEntry[]> {
    const result = await this.run({ work: 'index', document });
    if ('elements' in result) return result.elements;
    throw unreadable(result);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.pool.destroy();
  }

  private async run(task: ThreadTask): Promise<ThreadResult> {
    if (this.stopped) throw this.explain(undefined); // a destroyed pool would start threads again
    try {
      return await this.slots.run(() => this.pool.run(task, { signal: AbortSignal.timeout(this.timeLimitMs) }));
    } catch (error) {
      throw this.explain(error);
    }
  }

  private explain(error: unknown): Error {
    const { name, code } = (error ?? {}) as { name?: string; code?: string };
    if (this.stopped) return new BpmnThreadError('stopped', 'The server is stopping.', { cause: error });
    if (error instanceof NoSlot) return new BpmnThreadError('busy', 'Too many documents are being worked on right now; try again in a moment.', { cause: error });
    if (name === 'AbortError') return new BpmnThreadError('too_slow', `Working on the document took longer than ${this.timeLimitMs / 1000} s and was stopped.`, { cause: error });
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new BpmnThreadError('too_big', 'Working on the document took too much memory and was stopped.', { cause: error });
    return new BpmnThreadError('unreadable', `The document could not be worked on: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function unreadable(result: ThreadResult): BpmnThreadError {
  return new BpmnThreadError('unreadable', 'unreadable' in result ? result.unreadable : 'The thread answered something else than it was asked for.');
}
