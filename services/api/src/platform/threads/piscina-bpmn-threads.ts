import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { BpmnGateError, type BpmnDiff, type ElementIndexEntry, type GatedDocument, type ImportReport, type LaidOut, type MergeInput, type MergeResult, type RenderedSvg } from '@bpmn-studio/bpmn';
import type { ThreadResult, ThreadTask } from './bpmn-thread.js';
import { BpmnThreadError, BpmnThreads, THREAD_TIME_LIMIT_MS } from './bpmn-threads.js';
import { NoSlot, Slots } from '../../kernel/slots.js';
import { inSpan, isTraced } from '../telemetry/index.js';

const THREADS = 2;
/** A person waits behind the gate; no drawing may be in front of them. */
const GATE_THREADS = 1;
const MOST_WAITING = 64;
/** A pause without work after which a thread and its memory are given back. */
const IDLE_MS = 60_000;
/** Measured: documents at the gate's bounds (20,000 elements, 5 MB) are drawn and indexed within 64 MB. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/** BpmnThreads on a pool of worker threads. A thread that takes too long or too much memory is ended and replaced. */
@Injectable()
export class PiscinaBpmnThreads extends BpmnThreads implements OnApplicationShutdown {
  private readonly drawing: Pool;
  private readonly gates: Pool;
  private stopped = false;

  constructor(private readonly timeLimitMs = THREAD_TIME_LIMIT_MS) {
    super();
    this.drawing = poolOf(THREADS, timeLimitMs);
    this.gates = poolOf(GATE_THREADS, timeLimitMs);
  }

  async render(document: Uint8Array): Promise<RenderedSvg> {
    const result = await this.run(this.drawing, { work: 'render', document });
    if ('rendered' in result) return result.rendered;
    throw unreadable(result);
  }

  async index(document: Uint8Array): Promise<ElementIndexEntry[]> {
    const result = await this.run(this.drawing, { work: 'index', document });
    if ('elements' in result) return result.elements;
    throw unreadable(result);
  }

  async inspect(text: string, encoding: string): Promise<ImportReport> {
    const result = await this.run(this.drawing, { work: 'inspect', document: text, encoding });
    if ('inspected' in result) return result.inspected;
    throw unreadable(result);
  }

  async layOut(text: string): Promise<LaidOut> {
    const result = await this.run(this.drawing, { work: 'lay out', document: text });
    if ('laidOut' in result) return result.laidOut;
    throw unreadable(result);
  }

  async diff(from: string, to: string): Promise<BpmnDiff> {
    const result = await this.run(this.drawing, { work: 'diff', from, to });
    if ('diff' in result) return result.diff;
    throw unreadable(result);
  }

  async merge(input: MergeInput): Promise<MergeResult> {
    const result = await this.run(this.drawing, { work: 'merge', input });
    if ('merged' in result) return result.merged;
    throw unreadable(result);
  }

  async gate(document: string | Uint8Array): Promise<GatedDocument> {
    const result = await this.run(this.gates, { work: 'gate', document });
    if ('gated' in result) return result.gated;
    if (!('refused' in result)) throw unreadable(result);
    const { reason, detail, line, column } = result.refused;
    throw new BpmnGateError(reason, detail, { line, column });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.all([this.drawing.threads.destroy(), this.gates.threads.destroy()]);
  }

  private async run(pool: Pool, task: ThreadTask): Promise<ThreadResult> {
    if (this.stopped) throw this.explain(undefined); // a destroyed pool would start threads again
    try {
      const onThread = () => pool.slots.run(() => pool.threads.run(task, { signal: AbortSignal.timeout(this.timeLimitMs) }));
      return isTraced() ? await inSpan({ name: `thread ${task.work}` }, onThread) : await onThread();
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

/** The time limit must not count the wait for a thread, so the waiting is done in the slots and not in the pool. */
interface Pool {
  readonly slots: Slots;
  readonly threads: Piscina<ThreadTask, ThreadResult>;
}

function poolOf(size: number, longestWaitMs: number): Pool {
  const threads = new Piscina<ThreadTask, ThreadResult>({
    filename: new URL(`./bpmn-thread${extname(import.meta.filename)}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: size,
    idleTimeout: IDLE_MS,
    concurrentTasksPerWorker: 1,
    atomics: 'disabled',
    resourceLimits: MEMORY,
    env: {}, // documents are strangers' content: their threads hold no secrets
    execArgv: [],
  });
  return { slots: new Slots(size, MOST_WAITING, longestWaitMs), threads };
}

function unreadable(result: ThreadResult): BpmnThreadError {
  if (!('refused' in result)) return new BpmnThreadError('unreadable', 'The thread answered something else than it was asked for.');
  const { detail, line, column } = result.refused;
  return new BpmnThreadError('unreadable', `${detail} (line ${line}, column ${column})`);
}
