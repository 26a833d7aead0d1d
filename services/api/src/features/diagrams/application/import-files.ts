import { Injectable } from '@nestjs/common';
import { BpmnGateError, decodeBpmn, quoteLine } from '@bpmn-studio/bpmn';
import { IMPORT_LIMITS } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { Ids } from '../../../kernel/ids.js';
import { importTitle } from '../domain/diagram-title.js';
import { AdmitDocument } from './admit-document.js';
import { fingerprint, once } from './idempotency.js';
import { LookIntoImport } from './look-into-import.js';
import { Diagrams, Imports, type Author, type FileReport, type WaitingFile } from './ports.js';

export interface ImportJob {
  readonly importId: string;
  readonly workspaceId: string;
  readonly userId: string;
}

/**
 * Imports the files of an import that still wait, one after the other; each becomes a diagram or a report of why not.
 * May be cut off anywhere and run again: a file's place in the import is its idempotency key, so it never becomes two diagrams.
 */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly imports: Imports,
    private readonly admit: AdmitDocument,
    private readonly ids: Ids,
    private readonly lookInto: LookIntoImport,
  ) {}

  /** @throws when files are left waiting: at once while something we need is away, at the end for files that a fault of ours keeps out */
  async run(job: ImportJob): Promise<void> {
    const faults: unknown[] = [];
    let after = 0;
    for (let files = 0; files < IMPORT_LIMITS.files; files++) {
      const file = await this.imports.nextFile(job.workspaceId, job.importId, after);
      if (file === undefined) break;
      after = file.position;
      try {
        await this.imports.reportFile(job.workspaceId, job.importId, file.position, await this.importOne(job, file));
      } catch (error) {
        if (error instanceof AppError) throw error;
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
  }

  private async importOne(job: ImportJob, file: WaitingFile): Promise<FileReport> {
    try {
      return await this.create(job, file);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500 || error.code === 'idempotency.in_flight') throw error;
      const [line, column] = [whole(error.fields['line']), whole(error.fields['column'])];
      return { detail: error.detail, line, column, quote: quoteOf(file.bytes, line, column) };
    }
  }

  private async create(job: ImportJob, file: WaitingFile): Promise<FileReport> {
    const author: Author = { userId: job.userId, requestId: null };
    const { document, summary } = await this.admit.file(file.bytes);
    const draft = {
      id: this.ids.uuid(),
      workspaceId: job.workspaceId,
      projectId: file.projectId,
      title: importTitle(summary.name, file.name),
      document,
      origin: { importId: job.importId },
    };
    const place = `import:${job.importId}:${file.position}`;
    const request = once(place, 'importFile', job.importId, file.position, fingerprint(document));
    const { id } = await this.diagrams.create(author, draft, request);
    return { diagramId: id, findings: await this.lookInto.run(author, place, id, document) };
  }
}

function whole(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** The line a refusal points at, when the bytes can be read as text at all. */
function quoteOf(bytes: Buffer, line: number | null, column: number | null): string | null {
  if (line === null) return null;
  try {
    return quoteLine(decodeBpmn(bytes).text, line, column ?? 1) ?? null;
  } catch (error) {
    if (!(error instanceof BpmnGateError)) throw error;
    return null;
  }
}
