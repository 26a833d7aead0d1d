import { Injectable } from '@nestjs/common';
import type { Import, ImportFile, ImportReport } from '@bpmn-studio/contracts';
import { Imports, type Author } from './ports.js';

/** Progress of an import and the reports of its files. Throws import.not_found. */
@Injectable()
export class GetImport {
  constructor(private readonly imports: Imports) {}

  run(author: Author, id: string): Promise<Import> {
    return this.imports.read(author, id);
  }

  /** @param position from 1 */
  file(author: Author, id: string, position: number): Promise<ImportFile & { report: ImportReport | null }> {
    return this.imports.readFile(author, id, position);
  }
}
