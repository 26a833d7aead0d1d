import { createParamDecorator, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { IMPORT_LIMITS } from '@bpmn-studio/contracts';
import type { Request, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import type { Observable } from 'rxjs';
import { AppError } from '../../../kernel/app-error.js';
import { PieceBudget, tooManyPieces } from '../../../platform/http/index.js';
import type { UploadedFile } from '../application/start-import.js';

/** Bytes of uploads this process holds in memory at once, over all requests: four of the largest imports. */
const MEMORY = 4 * IMPORT_LIMITS.totalBytes;
/** Bytes a piece takes beside what it holds. */
const PIECE_OVERHEAD = 256;
const LONGEST_NAME = 300;

/** Reads the files of a multipart request into memory, bounded in number, size and sum; see Uploads. */
@Injectable()
export class ReceiveUploads implements NestInterceptor {
  private free = MEMORY;

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const response = http.getResponse<Response>();
    let received = 0;
    let held = 0;
    response.once('close', () => (this.free += held));
    await receive(http.getRequest<Request>(), response, (bytes) => {
      received += bytes;
      held += bytes + PIECE_OVERHEAD;
      this.free -= bytes + PIECE_OVERHEAD;
      if (received > IMPORT_LIMITS.totalBytes) throw tooMuch();
      if (this.free < 0) throw new AppError('server.unavailable', 'Other imports are being received right now. Try again in a moment.');
    });
    return next.handle();
  }
}

/** Parameter of type `UploadedFile[]`: the files ReceiveUploads read. */
export const Uploads = createParamDecorator((_: undefined, context: ExecutionContext): UploadedFile[] => {
  const { files } = context.switchToHttp().getRequest<Request>();
  return Array.isArray(files) ? files.map((file) => ({ name: cleanName(file.originalname), bytes: file.buffer })) : [];
});

/** @param take called with the bytes of each piece before it is kept; throws when there is no room for it */
function receive(request: Request, response: Response, take: (bytes: number) => void): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > IMPORT_LIMITS.totalBytes + 1024 * 1024) throw tooMuch();
  const read = multer({
    storage: new BoundedMemory(take),
    defParamCharset: 'utf8',
    limits: { files: IMPORT_LIMITS.files, fields: 0, parts: IMPORT_LIMITS.files + 1, headerPairs: 20, fieldNameSize: 100, fileSize: IMPORT_LIMITS.totalBytes },
  } as multer.Options).any();
  return new Promise((resolve, reject) => {
    read(request, response, (error?: unknown) => (error === undefined || error === null ? resolve() : reject(meaning(error))));
    const budget = new PieceBudget();
    request.on('data', (piece: Buffer) => {
      if (!budget.admits(piece.length)) reject(tooManyPieces(response));
    });
  });
}

function meaning(error: unknown): unknown {
  if (!(error instanceof multer.MulterError)) return error;
  if (error.code === 'LIMIT_FILE_SIZE') return tooMuch();
  if (error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_PART_COUNT') {
    return new AppError('import.rejected', `An import takes at most ${IMPORT_LIMITS.files} files. Import them in several steps, or pack them as .zip.`);
  }
  return new AppError('import.rejected', 'Send the files as parts with a file name, and nothing else.');
}

function tooMuch(): AppError {
  return new AppError('request.too_large', `An import takes at most ${IMPORT_LIMITS.totalBytes / 1024 / 1024} MB. Import the files in several steps.`);
}

/** The name a browser gave, without the folders some of them send along and without control characters. */
function cleanName(name: string): string {
  return name.toWellFormed().replaceAll(/\p{Cc}/gu, '_').slice(-LONGEST_NAME) || 'file';
}

/** Multer's memory storage bounds one file; here each piece asks for its room, whatever the request said of its length. */
class BoundedMemory implements StorageEngine {
  constructor(private readonly take: (bytes: number) => void) {}

  _handleFile(_request: Request, file: Express.Multer.File, done: (error?: unknown, info?: Partial<Express.Multer.File>) => void): void {
    const chunks: Buffer[] = [];
    let refusal: unknown;
    file.stream.on('data', (chunk: Buffer) => {
      if (refusal !== undefined) return;
      try {
        this.take(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        refusal = error;
        chunks.length = 0;
      }
    });
    file.stream.on('error', done);
    file.stream.on('end', () => {
      const buffer = Buffer.concat(chunks);
      if (refusal === undefined) done(undefined, { buffer, size: buffer.length });
      else done(refusal);
    });
  }

  _removeFile(_request: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    done(null);
  }
}
