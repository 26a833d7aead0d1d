import { Injectable } from '@nestjs/common';
import type { Diagram, DiagramSummary, VersionSummary } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { textOf, type BpmnDocument } from './bpmn-document.js';
import { readPlace, readVersionPlace, writePlace, writeVersionPlace } from './cursors.js';
import { Diagrams, type Author, type DiagramList, type DiagramListing, type DiagramOrder, type ListState, type Picture } from './ports.js';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A page of a list, empty when it `holds`: then the caller has it already. */
export interface ListedPage extends Page<DiagramSummary>, Pick<DiagramList, 'holds' | 'state'> {}

export interface ListRequest extends Omit<DiagramListing, 'after' | 'order' | 'search'> {
  readonly sort: DiagramOrder;
  readonly q: string | undefined;
  readonly cursor: string | undefined;
}

/** Reads: plain questions to the port, shaped for the one who asks. They throw what Diagrams throws. */
@Injectable()
export class DiagramQueries {
  constructor(private readonly diagrams: Diagrams) {}

  /**
   * @param known states the caller holds this very page of
   * @throws AppError request.invalid for a cursor of another list
   */
  async list(author: Author, { sort, q, cursor, limit, ...rest }: ListRequest, known: readonly ListState[] = []): Promise<ListedPage> {
    const kind = rest.deleted ? 'deleted' : sort;
    const after = cursor === undefined ? undefined : readPlace(kind, cursor);
    const { items: found, holds, state } = await this.diagrams.list(author, { ...rest, order: sort, search: q || undefined, limit: limit + 1, after }, known);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map((item) => item.diagram), nextCursor: found.length > limit && last ? writePlace(kind, last.place) : null, holds, state };
  }

  /** A diagram with its text; no text when the caller holds this version. */
  async get(author: Author, id: string, known?: number): Promise<Omit<Diagram, 'bpmnXml'> & { bpmnXml: string | undefined }> {
    const { summary, document } = await this.diagrams.read(author, id, known);
    return { ...summary, bpmnXml: document && textOf(document) };
  }

  /** A diagram with its bytes; no document when the caller holds this version. */
  getDocument(author: Author, id: string, known?: number): Promise<{ readonly summary: DiagramSummary; readonly document: BpmnDocument | undefined }> {
    return this.diagrams.read(author, id, known);
  }

  /** @throws AppError diagram.not_found while there is no picture */
  async getPicture(author: Author, id: string): Promise<Picture> {
    const picture = await this.diagrams.readPicture(author, id);
    if (picture === undefined) throw new AppError('diagram.not_found', 'The picture of this diagram is not drawn yet. Try again in a moment.');
    return picture;
  }

  /** @throws AppError request.invalid for a cursor of another list */
  async listVersions(author: Author, id: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<Page<VersionSummary>> {
    const before = cursor === undefined ? undefined : readVersionPlace(cursor);
    const found = await this.diagrams.listVersions(author, id, limit + 1, before);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: found.length > limit && last ? writeVersionPlace(last.version) : null };
  }

  async getVersion(author: Author, id: string, version: number): Promise<VersionSummary & { bpmnXml: string }> {
    const { summary, document } = await this.diagrams.readVersion(author, id, version);
    return { ...summary, bpmnXml: textOf(document) };
  }
}
