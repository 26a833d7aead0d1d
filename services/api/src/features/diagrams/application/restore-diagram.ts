import { Injectable } from '@nestjs/common';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { Diagrams, type Author } from './ports.js';

/** Takes a diagram back from the trash; doing it again is no error. */
@Injectable()
export class RestoreDiagram {
  constructor(private readonly diagrams: Diagrams) {}

  run(author: Author, id: string): Promise<DiagramSummary> {
    return this.diagrams.restore(author, id);
  }
}
