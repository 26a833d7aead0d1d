import { createParamDecorator, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { IMPORT_LIMITS } from '@bpmn-studio/contracts';
import type { Request, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import type { Observable } from 'rxjs';
import { AppError } from '../../../kernel/app-error.js';
import type { UploadedFile } from '../application/start-import.js';

/** Uploads held in memory at once by this process: at most this many times the largest import. */
const AT_ONCE = 2;
const LONGEST_NAME = 300;

/** Reads the files of a multipart request into memory, bounded in number, size and sum; see Uploads. */
@Injectable()
export class ReceiveUploads implements NestInterceptor {
  private receiving = 0;

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    if (this.receiving >= AT_ONCE) throw new AppError('server.unavailable', 'Other imports are being received right now. Try again in a moment.');
    this.receiving++;
    try {
      await receive(http.getRequest<Request>(), http.getResponse<Response>());
    } finally {
      this.receiving--;
    }
    return next.handle();
  }
}

/** Parameter of type `UploadedFile[]`: the files ReceiveUploads read. */
export const Uploads = createParamDecorator((_: undefined, context: ExecutionContext): UploadedFile[] => {
  const { files } = context.switchToHttp().getRequest<Request>();
  return Array.isArray(files) ? files.map((file) => ({ name: cleanName(file.originalname), bytes: file.buffer })) : [];
});

function receive(request: Request, response: Response): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > IMPORT_LIMITS.totalBytes + 1024 * 1024) throw tooMuch();
  const read = multer({
    storage: new BoundedMemory(IMPORT_LIMITS.totalBytes),
    defParamCharset: 'utf8',
    limits: { files: IMPORT_LIMITS.files, fields: 0, parts: IMPORT_LIMITS.files + 1, headerPairs: 20, fieldNameSize: 100, fileSize: IMPORT_LIMITS.totalBytes },
  } as multer.Options).any();
  return new Promise((resolve, reject) => {
    read(request, response, (error?: unknown) => (error === undefined || error === null ? resolve() : reject(meaning(error))));
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

/** Multer's memory storage bounds one file; this one bounds their sum, whatever the request said of its length. */
class BoundedMemory implements StorageEngine {
  private left: number;

  constructor(totalBytes: number) {
    this.left = totalBytes;
  }

  _handleFile(_request: Request, file: Express.Multer.File, done: (error?: unknown, info?: Partial<Express.Multer.File>) => void): void {
    const chunks: Buffer[] = [];
    let size = 0;
    file.stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      this.left -= chunk.length;
      if (this.left >= 0) chunks.push(chunk);
      else chunks.length = 0;
    });
    file.stream.on('error', done);
    file.stream.on('end', () => (this.left < 0 ? done(tooMuch()) : done(undefined, { buffer: Buffer.concat(chunks), size })));
  }

  _removeFile(_request: Request, _file: Express.Multer.File, done: (error: Error | null) => void): void {
    done(null);
  }
}
