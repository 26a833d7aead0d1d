import { Injectable } from '@nestjs/common';
import type { MergeResult, MergeSide } from '@bpmn-studio/bpmn';
import type { Turn } from '../../../kernel/slots.js';
import { AdmitDocument } from './admit-document.js';
import { documentOf, textOf } from './bpmn-document.js';
import { DocumentComparer } from './document-comparer.js';
import { DocumentTurns } from './document-turns.js';
import { Diagrams, type Author } from './ports.js';

export interface DiagramMergeRequest {
  readonly id: string;
  readonly bpmnXml: string;
  /** One of the two: where the document came from. */
  readonly baseVersion?: number | undefined;
  readonly baseXml?: string | undefined;
  readonly choices?: Readonly<Record<string, MergeSide>> | undefined;
}

/** A merge with the version it was merged with; nothing is saved. */
export interface DiagramMerged extends Omit<MergeResult, 'text'> {
  readonly version: number;
  readonly bpmnXml: string;
}

/**
 * Merges a document with the current version against the document both came from, for clients that met a version conflict.
 * Throws what the gate, Diagrams, DocumentComparer and DocumentTurns throw.
 */
@Injectable()
export class MergeDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly admit: AdmitDocument,
    private readonly comparer: DocumentComparer,
    private readonly turns: DocumentTurns,
  ) {}

  run(author: Author, request: DiagramMergeRequest): Promise<DiagramMerged> {
    return this.turns.run(author.userId, (turn) => this.merge(author, request, turn));
  }

  private async merge(author: Author, { id, bpmnXml: mine, baseVersion, baseXml, choices }: DiagramMergeRequest, turn: Turn): Promise<DiagramMerged> {
    const current = await this.diagrams.read(author, id);
    await this.admit.text(mine);
    if (baseXml !== undefined) await this.admit.text(baseXml);
    const base = baseXml ?? textOf((await this.diagrams.readVersion(author, id, baseVersion ?? current.summary.version)).document);
    const theirs = textOf(documentOf(current.document));
    const { text, ...merged } = await turn(() => this.comparer.merge({ base, mine, theirs, ...(choices === undefined ? {} : { choices }) }));
    return { version: current.summary.version, bpmnXml: text, ...merged };
  }
}
