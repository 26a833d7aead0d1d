import { Injectable } from '@nestjs/common';
import { IMPORT_LIMITS, type Import } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { Ids } from '../../../kernel/ids.js';
import { sha256 } from './bpmn-document.js';
import { once } from './idempotency.js';
import { Archives, Imports, type Author, type ImportCandidate } from './ports.js';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface ImportRequest {
  readonly workspaceId: string;
  readonly projectId?: string | undefined;
  readonly files: readonly UploadedFile[];
  readonly idempotencyKey?: string | undefined;
}

/**
 * Takes the files of an import in and leaves the rest to the worker. A file that cannot be imported is reported, not thrown.
 * Throws import.rejected when there is nothing to import or too much, and what Imports throws; then nothing is stored.
 */
@Injectable()
export class StartImport {
  constructor(
    private readonly imports: Imports,
    private readonly archives: Archives,
    private readonly ids: Ids,
  ) {}

  async run(author: Author, { workspaceId, projectId = undefined, files: uploads, idempotencyKey }: ImportRequest): Promise<Import> {
    if (uploads.length === 0) throw new AppError('import.rejected', 'Choose at least one .bpmn, .xml or .zip file.');
    const files = await this.unpackAll(uploads);
    if (files.length === 0) throw new AppError('import.rejected', 'The archive holds no files. Choose one with .bpmn or .xml files in it.');
    const request = once(idempotencyKey, 'startImport', workspaceId, projectId, ...uploads.flatMap(({ name, bytes }) => [name, sha256(bytes).toString('hex')]));
    return this.imports.start(author, { id: this.ids.uuid(), workspaceId, projectId: projectId ?? null, files }, request);
  }

  private async unpackAll(uploads: readonly UploadedFile[]): Promise<ImportCandidate[]> {
    const files: ImportCandidate[] = [];
    let bytes = 0;
    for (const upload of uploads) {
      const room = { files: IMPORT_LIMITS.files - files.length, fileBytes: IMPORT_LIMITS.fileBytes, totalBytes: IMPORT_LIMITS.totalBytes - bytes };
      const found = isArchive(upload.name) ? await this.archives.unpack(upload.name, upload.bytes, room) : [candidate(upload)];
      for (const file of found) bytes += 'bytes' in file ? file.bytes.length : 0;
      files.push(...found);
      if (files.length > IMPORT_LIMITS.files) throw new AppError('import.rejected', `An import takes at most ${IMPORT_LIMITS.files} files. Import them in several steps.`);
      if (bytes > IMPORT_LIMITS.totalBytes) throw new AppError('import.rejected', `An import takes at most ${megabytes(IMPORT_LIMITS.totalBytes)} MB. Import the files in several steps.`);
    }
    return files;
  }
}

function isArchive(name: string): boolean {
  return /\.zip$/i.test(name);
}

/** One file as an import sees it: what cannot be a model is refused by its name or size, before anybody reads it. */
export function candidate({ name, bytes }: UploadedFile): ImportCandidate {
  if (!/\.(bpmn|xml)$/i.test(name)) return { name, refusal: 'Only .bpmn, .xml and .zip files can be imported.' };
  if (bytes.length > IMPORT_LIMITS.fileBytes) return { name, refusal: `The file is larger than ${megabytes(IMPORT_LIMITS.fileBytes)} MB. Split it into several diagrams.` };
  return { name, bytes };
}

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024;
}
