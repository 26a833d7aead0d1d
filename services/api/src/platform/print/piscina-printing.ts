import { extname } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ThreadPool } from '../threads/index.js';
import type { PrintResult } from './print-thread.js';
import { NotPrintable, Printing, PRINT_LONGEST_WAIT_MS, PRINT_TIME_LIMIT_MS, type PdfTask, type Png, type PngTask, type PrintTask, type SvgTask } from './printing.js';

/** Two, because nobody has more than one file made at a time. A PNG takes memory outside of the heap: MOST_PIXELS bounds that. */
const SIZE = { threads: 2, mostWaiting: 32, longestWaitMs: PRINT_LONGEST_WAIT_MS, heapMb: 384, givesWay: true };

/** Printing on a pool of worker threads of its own. */
@Injectable()
export class PiscinaPrinting extends Printing implements OnApplicationShutdown {
  private readonly pool: ThreadPool<PrintTask, PrintResult>;

  constructor(timeLimitMs = PRINT_TIME_LIMIT_MS) {
    super();
    this.pool = new ThreadPool(new URL(`./print-thread${extname(import.meta.filename)}`, import.meta.url), { ...SIZE, timeLimitMs });
  }

  async svg(task: Omit<SvgTask, 'work'>): Promise<string> {
    const result = await this.run({ ...task, work: 'svg' });
    if ('svg' in result) return result.svg;
    throw unexpected();
  }

  async png(task: Omit<PngTask, 'work'>): Promise<Png> {
    const result = await this.run({ ...task, work: 'png' });
    if ('png' in result) return result;
    throw unexpected();
  }

  async pdf(task: Omit<PdfTask, 'work'>): Promise<Uint8Array> {
    const result = await this.run({ ...task, work: 'pdf' });
    if ('pdf' in result) return result.pdf;
    throw unexpected();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private async run(task: PrintTask): Promise<PrintResult> {
    const result = await this.pool.run(task);
    if ('refused' in result) throw new NotPrintable(result.refused);
    return result;
  }
}

function unexpected(): Error {
  return new Error('The printing thread answered something else than it was asked for');
}
