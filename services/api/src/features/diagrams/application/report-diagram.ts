import { Injectable } from '@nestjs/common';
import type { ImportReport } from '@bpmn-studio/contracts';
import { AppError } from '../../../kernel/app-error.js';
import { documentOf } from './bpmn-document.js';
import { DocumentTurns } from './document-turns.js';
import { Diagrams, DocumentInspector, type Author } from './ports.js';

/** Says what the current document of a diagram holds. Throws what Diagrams and DocumentTurns throw, and diagram.not_renderable. */
@Injectable()
export class ReportDiagram {
  constructor(
    private readonly diagrams: Diagrams,
    private readonly inspector: DocumentInspector,
    private readonly turns: DocumentTurns,
  ) {}

  run(author: Author, id: string): Promise<{ version: number; report: ImportReport }> {
    return this.turns.run(author.userId, async (turn) => {
      const { summary, document } = await this.diagrams.read(author, id);
      const report = await turn(() => this.inspector.inspect(documentOf(document), 1)); // others wait for their turn
      if (report === undefined) throw new AppError('diagram.not_renderable', 'Looking into the document took too long or too much memory. Try again later, or export it as BPMN instead.');
      return { version: summary.version, report };
    });
  }
}
