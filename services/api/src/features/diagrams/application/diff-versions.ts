import { Injectable } from '@nestjs/common';
import type { BpmnDiff } from '@bpmn-studio/bpmn';
import type { Turn } from '../../../kernel/slots.js';
import { documentOf, sha256, textOf, type BpmnDocument } from './bpmn-document.js';
import { DocumentComparer } from './document-comparer.js';
import { DocumentTurns } from './document-turns.js';
import { KeptResults } from './kept-results.js';
import { Diagrams, type Author } from './ports.js';

export interface VersionDiff extends BpmnDiff {
  readonly from: number;
  readonly to: number;
}

export interface DiffRequest {
  readonly id: string;
  readonly from: number;
  /** Undefined: the current version. */
  readonly to: number | undefined;
}

interface Compared {
  readonly version: number;
  readonly document: BpmnDocument;
}

/** What changed from one version of a diagram to another. Throws what Diagrams, DocumentComparer and DocumentTurns throw. */
@Injectable()
export class DiffVersions {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly comparer: DocumentComparer,
    private readonly results: KeptResults,
    private readonly turns: DocumentTurns,
  ) {}

  run(author: Author, { id, ...request }: DiffRequest): Promise<VersionDiff> {
    return this.turns.run(author.userId, async (turn) => {
      const [from, to] = [await this.version(author, id, request.from), await this.version(author, id, request.to)];
      return { from: from.version, to: to.version, ...(await this.diff(turn, id, from.document, to.document)) };
    });
  }

  private async version(author: Author, id: string, version: number | undefined): Promise<Compared> {
    if (version !== undefined) return { version, document: (await this.diagrams.readVersion(author, id, version)).document };
    const { summary, document } = await this.diagrams.read(author, id);
    return { version: summary.version, document: documentOf(document) };
  }

  private async diff(turn: Turn, id: string, from: BpmnDocument, to: BpmnDocument): Promise<BpmnDiff> {
    const key = [id, ...[from, to].map(({ bytes, encoding }) => `${encoding}.${sha256(bytes).toString('hex')}`)].join(':');
    const kept = await this.results.recall('diff', key);
    if (kept !== undefined) return JSON.parse(kept) as BpmnDiff;
    const diff = await turn(() => this.comparer.diff(plain(from), plain(to)));
    this.results.keep('diff', key, JSON.stringify(diff));
    return diff;
  }
}

/** The text without the byte order mark, which is no part of the document. */
function plain(document: BpmnDocument): string {
  return textOf(document).replace(/^\ufeff/, '');
}
