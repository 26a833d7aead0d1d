import { Injectable } from '@nestjs/common';
import { declareUtf8, reportLayout } from '@bpmn-studio/bpmn';
import type { ImportReport } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { foundIn } from '../domain/import-findings.js';
import { AdmitDocument } from './admit-document.js';
import type { SealedDocument } from './bpmn-document.js';
import { fingerprint, once } from './idempotency.js';
import { Diagrams, DocumentInspector, type Author, type FileFindings, type LaidOutDocument } from './ports.js';

/** Why a layout is not added: the diagram went on without us, or its layout was added by an earlier run. */
const MOVED_ON = new Set(['diagram.version_conflict', 'diagram.deleted', 'diagram.not_found', 'auth.forbidden', 'bpmn.too_large', 'bpmn.invalid']);

/**
 * Says what was found in a file that has just become a diagram, and adds a version with a layout where the file has none:
 * version 1 stays the file as it came.
 */
@Injectable()
export class LookIntoImport {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly inspector: DocumentInspector,
    private readonly admit: AdmitDocument,
  ) {}

  /**
   * May be run again for the same file: the layout is added once.
   * @param place names the file's place in its import
   * @returns null when the document cannot be looked into
   * @throws AppError server.unavailable while too much is being worked on
   */
  async run(author: Author, place: string, diagramId: string, document: SealedDocument): Promise<FileFindings | null> {
    const report = await this.inspector.inspect(document);
    if (report === undefined) return null;
    const layout = report.totals.some(({ code }) => code === 'no_layout') ? await this.inspector.layOut(document) : undefined;
    if (layout === undefined || !(await this.added(author, place, diagramId, layout))) return { report, found: foundIn(report, false) };
    const told = reportLayout(report, layout) as ImportReport;
    return { report: told, found: foundIn(told, true) };
  }

  private async added(author: Author, place: string, id: string, layout: LaidOutDocument): Promise<boolean> {
    try {
      const document = await this.admit.text(declareUtf8(layout.text));
      const change = { id, expectedVersion: 1, title: undefined, message: undefined, document };
      await this.diagrams.save(author, change, once(`${place}:layout`, 'layOutImported', id, fingerprint(document)));
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'idempotency.key_reused') return true; // by a version of ours that places things otherwise
      if (error instanceof AppError && MOVED_ON.has(error.code)) return false;
      throw error;
    }
  }
}
