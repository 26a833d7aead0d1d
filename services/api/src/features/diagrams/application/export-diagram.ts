import { Injectable } from '@nestjs/common';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { documentOf, type BpmnDocument } from './bpmn-document.js';
import { DiagramArtist, Diagrams, type Author } from './ports.js';

export type DiagramExport =
  | { readonly format: 'bpmn'; readonly summary: DiagramSummary; readonly document: BpmnDocument }
  | { readonly format: 'svg'; readonly summary: DiagramSummary; readonly svg: string };

/** Exports the current version. Throws what Diagrams throws, and diagram.not_renderable. */
@Injectable()
export class ExportDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly artist: DiagramArtist,
  ) {}

  async run(author: Author, id: string, format: 'bpmn' | 'svg'): Promise<DiagramExport> {
    const { summary, document } = await this.diagrams.read(author, id);
    if (format === 'bpmn') return { format, summary, document: documentOf(document) };
    const picture = await this.diagrams.readPicture(author, id);
    const svg = picture?.version === summary.version ? picture.svg : await this.artist.draw(documentOf(document));
    return { format, summary, svg };
  }
}
