import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { BpmnGateError, type BpmnDiff, type ElementIndexEntry, type GatedDocument, type ImportReport, type LaidOut, type MergeInput, type MergeResult, type RenderedSvg } from '@bpmn-studio/bpmn';
import type { ThreadResult, ThreadTask } from './bpmn-thread.js';
import { BpmnThreadError, BpmnThreads, THREAD_TIME_LIMIT_MS } from './bpmn-threads.js';
import { ThreadPool } from './thread-pool.js';

const THREADS = 2;
/** A person waits behind the gate; no drawing may be in front of them. */
const GATE_THREADS = 1;
const MOST_WAITING = 64;
/** Measured at the gate's bounds (79,000 elements, 4.9 MB): drawn within 170 MB, looked into within 262, three of them merged within 401. */
const HEAP_MB = 512;

/** BpmnThreads on a pool of worker threads. A thread that takes too long or too much memory is ended and replaced. */
@Injectable()
export class PiscinaBpmnThreads extends BpmnThreads implements OnApplicationShutdown {
  private readonly drawing: ThreadPool<ThreadTask, ThreadResult>;
  private readonly gates: ThreadPool<ThreadTask, ThreadResult>;

  constructor(timeLimitMs = THREAD_TIME_LIMIT_MS) {
    super();
    this.drawing = poolOf(THREADS, timeLimitMs, true);
    this.gates = poolOf(GATE_THREADS, timeLimitMs, false);
  }

  async render(document: Uint8Array): Promise<RenderedSvg> {
    const result = await this.drawing.run({ work: 'render', document });
    if ('rendered' in result) return result.rendered;
    throw unreadable(result);
  }

  async index(document: Uint8Array): Promise<ElementIndexEntry[]> {
    const result = await this.drawing.run({ work: 'index', document });
    if ('elements' in result) return result.elements;
    throw unreadable(result);
  }

  async inspect(text: string, encoding: string): Promise<ImportReport> {
    const result = await this.drawing.run({ work: 'inspect', document: text, encoding });
    if ('inspected' in result) return result.inspected;
    throw unreadable(result);
  }

  async layOut(text: string): Promise<LaidOut> {
    const result = await this.drawing.run({ work: 'lay out', document: text });
    if ('laidOut' in result) return result.laidOut;
    throw unreadable(result);
  }

  async diff(from: string, to: string): Promise<BpmnDiff> {
    const result = await this.drawing.run({ work: 'diff', from, to });
    if ('diff' in result) return result.diff;
    throw unreadable(result);
  }

  async merge(input: MergeInput): Promise<MergeResult> {
    const result = await this.drawing.run({ work: 'merge', input });
    if ('merged' in result) return result.merged;
    throw unreadable(result);
  }

  async stateOf(text: string): Promise<Uint8Array> {
    const result = await this.drawing.run({ work: 'state of text', document: text });
    if ('state' in result && result.state !== undefined) return result.state;
    throw unreadable(result);
  }

  async textOf(state: readonly Uint8Array[], last: string): Promise<string> {
    const result = await this.drawing.run({ work: 'text of state', state, last });
    if ('text' in result) return result.text;
    throw unreadable(result);
  }

  async updateOf(state: readonly Uint8Array[], before: string, after: string): Promise<Uint8Array | undefined> {
    const result = await this.drawing.run({ work: 'update of text', state, before, after });
    if ('state' in result) return result.state;
    throw unreadable(result);
  }

  async gate(document: string | Uint8Array): Promise<GatedDocument> {
    const result = await this.gates.run({ work: 'gate', document });
    if ('gated' in result) return result.gated;
    if (!('refused' in result)) throw unreadable(result);
    const { reason, detail, line, column } = result.refused;
    throw new BpmnGateError(reason, detail, { line, column });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.drawing.destroy(), this.gates.destroy()]);
  }
}

function poolOf(threads: number, timeLimitMs: number, givesWay: boolean): ThreadPool<ThreadTask, ThreadResult> {
  return new ThreadPool(new URL(`./bpmn-thread${extname(import.meta.filename)}`, import.meta.url), { threads, mostWaiting: MOST_WAITING, timeLimitMs, heapMb: HEAP_MB, givesWay });
}

function unreadable(result: ThreadResult): BpmnThreadError {
  if (!('refused' in result)) return new BpmnThreadError('unreadable', 'The thread answered something else than it was asked for.');
  const { detail, line, column } = result.refused;
  return new BpmnThreadError('unreadable', `${detail} (line ${line}, column ${column})`);
}
