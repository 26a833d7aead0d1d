import { Injectable } from '@nestjs/common';
import type { Import } from '@bpmn-studio/contracts';
import { Imports, type Author } from './ports.js';

/** Progress and report of an import. Throws import.not_found. */
@Injectable()
export class GetImport {
  constructor(private readonly imports: Imports) {}

  run(author: Author, id: string): Promise<Import> {
    return this.imports.read(author, id);
  }
}
