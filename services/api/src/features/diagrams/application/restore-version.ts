import { Injectable } from '@nestjs/common';
import type { DiagramSummary } from '@bpmn-studio/contracts';
import { once } from './idempotency.js';
import { Diagrams, type Author } from './ports.js';

export interface VersionRestore {
  readonly id: string;
  readonly version: number;
  readonly ifMatch?: number | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Makes an old version the newest: its content and title become a new version. Throws what Diagrams throws. */
@Injectable()
export class RestoreVersion {
  constructor(private readonly diagrams: Diagrams) {}

  run(author: Author, { id, version, ifMatch, idempotencyKey }: VersionRestore): Promise<DiagramSummary> {
    const request = once(idempotencyKey, 'restoreVersion', id, version, ifMatch);
    return this.diagrams.restoreVersion(author, { id, version, expectedVersion: ifMatch }, request);
  }
}
