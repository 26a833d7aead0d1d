import { Injectable } from '@nestjs/common';
import { Diagrams, type Author } from './ports.js';

/** Moves a diagram to the trash; doing it again is no error. */
@Injectable()
export class DeleteDiagram {
  constructor(private readonly diagrams: Diagrams) {}

  run(author: Author, id: string): Promise<void> {
    return this.diagrams.delete(author, id);
  }
}
