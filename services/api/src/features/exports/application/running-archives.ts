import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { FairSlots, NoSlot, Slots } from '../../../kernel/slots.js';
import type { Author } from '../../diagrams/index.js';
import { ExportArchive, type ArchiveRequest } from './export-archive.js';
import { ArchiveWriter } from './ports.js';

/** Of one process. */
const AT_ONCE = 4;
const RETRY_SECONDS = 15;

/** Archives on their way: one for each person, and a few in all. */
@Injectable()
export class RunningArchives {
  private readonly slots = new FairSlots(new Slots(AT_ONCE, 0, 0), () => new Slots(1, 0, 0));

  constructor(
    private readonly archive: ExportArchive,
    private readonly writer: ArchiveWriter,
  ) {}

  /** @throws AppError request.rate_limited while another one runs, and what ExportArchive throws */
  start(author: Author, request: ArchiveRequest): Promise<Readable> {
    return new Promise((resolve, reject) => {
      const work = async () => {
        const gone = new AbortController();
        const stream = this.writer.write(await this.archive.run(author, request, gone.signal));
        stream.once('close', () => gone.abort());
        resolve(stream);
        await finished(stream, { writable: false }).catch(() => undefined); // whoever reads it is told; here only its end counts
      };
      this.slots.run(author.userId, (turn) => turn(work)).catch((error: unknown) => reject(error instanceof NoSlot ? busy(error) : error));
    });
  }
}

function busy(cause: Error): AppError {
  return new AppError('request.rate_limited', `An archive is being made for you already, or too many are for others. Let it end or stop it, then try again.`, { retryAfter: RETRY_SECONDS }, { cause });
}
