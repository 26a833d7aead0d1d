import { Injectable } from '@nestjs/common';
import { placeholderSvg } from '@bpmn-studio/bpmn';
import type { ExportFormat } from '@bpmn-studio/contracts';
import { Diagrams, documentOf, type Author, type BpmnDocument } from '../../diagrams/index.js';
import { PrintTurns } from './print-turns.js';
import { Printer, type ExportedFile, type ExportedVersion, type ExportWish } from './ports.js';

export interface ExportRequest extends ExportWish {
  /** Undefined: the current version. */
  readonly version?: number | undefined;
  /** Which diagram of the file, from 0. */
  readonly diagram?: number | undefined;
}

export interface DiagramExport extends ExportedFile {
  readonly format: ExportFormat;
  readonly facts: ExportedVersion;
  /** Of bpmn: what its bytes are read by. */
  readonly encoding: string;
}

/** What stands in a list for a document that has no layout: no export. */
const PLACEHOLDER = placeholderSvg('#ffffff').svg;

/** Exports one version. Throws what Diagrams, Printer and PrintTurns throw. */
@Injectable()
export class ExportDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly printer: Printer,
    private readonly turns: PrintTurns,
  ) {}

  async run(author: Author, id: string, request: ExportRequest): Promise<DiagramExport> {
    return request.format === 'bpmn' ? this.export(author, id, request) : this.turns.run(author.userId, () => this.export(author, id, request));
  }

  private async export(author: Author, id: string, request: ExportRequest): Promise<DiagramExport> {
    const { facts, document } = await this.read(author, id, request.version);
    return { format: request.format, facts, encoding: document.encoding, ...(await this.make(author, id, facts, document, request)) };
  }

  private async read(author: Author, id: string, version: number | undefined): Promise<{ facts: ExportedVersion; document: BpmnDocument }> {
    if (version === undefined) {
      const { summary, document } = await this.diagrams.read(author, id);
      return { facts: { title: summary.title, version: summary.version, savedAt: summary.updatedAt, author: summary.updatedBy?.name ?? null }, document: documentOf(document) };
    }
    const { summary, document } = await this.diagrams.readVersion(author, id, version);
    return { facts: { title: summary.title, version, savedAt: summary.createdAt, author: summary.createdBy?.name ?? null }, document };
  }

  private async make(author: Author, id: string, facts: ExportedVersion, document: BpmnDocument, request: ExportRequest): Promise<ExportedFile> {
    const { format, version, diagram } = request;
    if (format === 'bpmn') return { bytes: document.bytes };
    if (format === 'svg' && version === undefined && diagram === undefined) {
      const picture = await this.diagrams.readPicture(author, id);
      if (picture?.version === facts.version && picture.svg !== PLACEHOLDER) return { bytes: Buffer.from(picture.svg, 'utf8') };
    }
    return await this.printer.print({ document, facts, diagram, wish: { ...request, format } });
  }
}
