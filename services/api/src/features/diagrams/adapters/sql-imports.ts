import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Import, ImportFile, ImportReport } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { OutboxWake } from '../../../platform/outbox/index.js';
import { traceparent } from '../../../platform/telemetry/index.js';
import { Imports, type Author, type FileReport, type ImportCandidate, type ImportDraft, type Once, type WaitingFile } from '../application/ports.js';
import { pack, unpack } from './pack-content.js';
import { refuse } from './refusals.js';

interface ReportRow {
  readonly outcome: string;
  readonly report: Import;
}

/** Imports in PostgreSQL, by the functions of prisma/migrations/*_saving. */
@Injectable()
export class SqlImports extends Imports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: OutboxWake,
  ) {
    super();
  }

  override async start(author: Author, { id, workspaceId, projectId, files }: ImportDraft, once?: Once): Promise<Import> {
    const packed = await packAll(files);
    const [row] = await this.database.query<ReportRow>('SELECT * FROM app.start_import($1, $2, $3, $4, $5, $6, $7, $8, $9, app.traced($10, $13), $11, $12)', [
      author.userId, workspaceId, projectId, id, files.map((file) => file.name), files.map((file) => ('refusal' in file ? file.refusal : null)),
      packed.map((bytes) => bytes.length), Buffer.concat(packed), this.clock.now(), author.requestId, once?.key, once?.request, traceparent(),
    ]);
    const { report } = refuse(row);
    this.wake.wake();
    return sinceReports(report);
  }

  override async read(author: Author, id: string): Promise<Import> {
    const [row] = await this.database.query<ReportRow>('SELECT * FROM app.read_import($1, $2)', [author.userId, id]);
    if (row?.outcome !== 'ok') throw new AppError('import.not_found');
    return row.report;
  }

  override async readFile(author: Author, id: string, position: number): Promise<ImportFile & { report: ImportReport | null }> {
    const [row] = await this.database.query<{ outcome: string; file: ImportFile & { report: ImportReport | null } }>('SELECT * FROM app.read_import_file($1, $2, $3)', [author.userId, id, position]);
    if (row?.outcome !== 'ok') throw new AppError('import.not_found');
    return row.file;
  }

  override async nextFile(workspaceId: string, importId: string, after: number): Promise<WaitingFile | undefined> {
    const [row] = await this.database.query<{ position: number; name: string; content: Buffer; project_id: string | null }>(
      'SELECT * FROM app.next_import_file($1, $2, $3)',
      [workspaceId, importId, after],
    );
    return row && { position: row.position, name: row.name, projectId: row.project_id, bytes: unpack(row.content) };
  }

  override async reportFile(workspaceId: string, importId: string, position: number, report: FileReport): Promise<void> {
    const told =
      'diagramId' in report
        ? [report.diagramId, null, null, null, null, report.findings && JSON.stringify(report.findings.found), report.findings && JSON.stringify(report.findings.report)]
        : [null, report.detail, report.line, report.column, report.quote, null, null];
    await this.database.query('SELECT app.report_imported_file($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [workspaceId, importId, position, ...told]);
  }
}

/** An answer kept under its Idempotency-Key by a version that knew no reports. */
function sinceReports(report: Import): Import {
  return { ...report, files: report.files.map((file, index) => ({ ...file, position: file.position ?? index + 1, quote: file.quote ?? null, found: file.found ?? null })) };
}

/** One after the other, and other requests in between: a large import takes a while to pack. */
async function packAll(files: readonly ImportCandidate[]): Promise<Buffer[]> {
  const packed: Buffer[] = [];
  for (const file of files) {
    packed.push('bytes' in file ? await pack(file.bytes) : Buffer.alloc(0));
    await setImmediate();
  }
  return packed;
}
