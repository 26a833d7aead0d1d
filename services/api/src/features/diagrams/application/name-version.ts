import { Injectable } from '@nestjs/common';
import type { VersionSummary } from '@bpmn-studio/contracts';
import { Diagrams, type Author, type VersionName } from './ports.js';

/** Names a version that is kept, which keeps it for ever, or takes its name away. Throws what Diagrams throws. */
@Injectable()
export class NameVersion {
  constructor(private readonly diagrams: Diagrams) {}

  run(author: Author, name: VersionName): Promise<VersionSummary> {
    return this.diagrams.nameVersion(author, name);
  }
}
