import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { NeverAgain, NotNow } from '../../../platform/queue/index.js';
import { BpmnThreadError } from '../../../platform/threads/index.js';
import type { BpmnDocument } from '../application/bpmn-document.js';
import { unpack } from './pack-content.js';

interface Row {
  readonly version: number;
  readonly encoding: string;
  readonly content: Uint8Array;
}
interface CurrentRow extends Row {
  readonly title: string;
  readonly project_id: string | null;
  readonly changed_at: string;
  readonly deleted: boolean;
}

export interface CurrentDiagram {
  readonly version: number;
  readonly title: string;
  readonly projectId: string | null;
  /** Microseconds since 1970. */
  readonly changedAt: string;
  readonly deleted: boolean;
  readonly document: BpmnDocument;
}

/** Diagrams and documents as the worker reads them: for the system, as they are now. */
@Injectable()
export class CurrentDocuments {
  constructor(private readonly database: Database) {}

  /** A diagram, in the trash or not, and the document of its current version; undefined when it is gone. */
  async read(workspaceId: string, diagramId: string): Promise<CurrentDiagram | undefined> {
    const [row] = await this.database.query<CurrentRow>('SELECT * FROM app.read_current($1, $2)', [workspaceId, diagramId]);
    return row && { version: row.version, title: row.title, projectId: row.project_id, changedAt: row.changed_at, deleted: row.deleted, document: documentOf(row) };
  }

  /** The document of a diagram's current version and its number; undefined when its picture shows that version already, or when the diagram is gone. */
  async undrawn(workspaceId: string, diagramId: string): Promise<{ readonly version: number; readonly document: BpmnDocument } | undefined> {
    const [row] = await this.database.query<Row>('SELECT * FROM app.read_undrawn($1, $2)', [workspaceId, diagramId]);
    return row && { version: row.version, document: documentOf(row) };
  }
}

function documentOf({ encoding, content }: Row): BpmnDocument {
  return { bytes: unpack(Buffer.from(content)), encoding };
}

/**
 * What a failure on a thread means for an event: wait, or never again; anything else is tried again, also what took too
 * long: on a busy machine that need not be the document's fault.
 */
export function meaningOf(error: unknown): unknown {
  if (!(error instanceof BpmnThreadError) || error.reason === 'too_slow') return error;
  return error.temporary ? new NotNow(error.message, { cause: error }) : new NeverAgain(error.message, { cause: error });
}
