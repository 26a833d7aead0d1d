import { Injectable } from '@nestjs/common';
import { AUTOSAVES_KEPT, type DiagramSummary, type VersionSummary } from '@bpmn-studio/contracts';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { OutboxWake } from '../../../platform/outbox/index.js';
import type { BpmnDocument, SealedDocument } from '../application/bpmn-document.js';
import {
  Diagrams, type Author, type DiagramChange, type DiagramDraft, type DiagramListing, type DiagramRead, type Once, type Picture, type Place, type VersionChoice,
  type VersionRead,
} from '../application/ports.js';
import { CODEC, pack, unpack } from './pack-content.js';
import { refuse } from './refusals.js';
import { containing, toSummary, type SummaryRow } from './summary-row.js';

interface Answer {
  readonly outcome: string;
  readonly current_version: number | null;
  readonly diagram: SummaryRow;
}

interface Stored {
  readonly outcome: string;
  readonly encoding: string | null;
  readonly content: Buffer | null;
}

/** Diagrams in PostgreSQL: each operation is one function call (prisma/migrations/*_saving), so one round trip. */
@Injectable()
export class SqlDiagrams extends Diagrams {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: OutboxWake,
  ) {
    super();
  }

  override create(author: Author, draft: DiagramDraft, once?: Once): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.create_diagram($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)', [
      author.userId, draft.workspaceId, draft.projectId, draft.id, draft.title, ...packed(draft.document), JSON.stringify(draft.origin),
      this.clock.now(), author.requestId, once?.key, once?.request,
    ]);
  }

  override async firstAnswer(author: Author, id: string, once: Once): Promise<DiagramSummary | undefined> {
    const [row] = await this.database.query<Omit<Answer, 'diagram'> & { diagram: SummaryRow | null }>('SELECT * FROM app.first_answer($1, $2, $3, $4)', [author.userId, id, once.key, once.request]);
    const { diagram } = refuse(row);
    return diagram === null ? undefined : toSummary(diagram);
  }

  override save(author: Author, change: DiagramChange, once?: Once): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.save_diagram($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)', [
      author.userId, change.id, change.expectedVersion, change.title, change.message, ...packed(change.document), AUTOSAVES_KEPT,
      this.clock.now(), author.requestId, once?.key, once?.request,
    ]);
  }

  override restoreVersion(author: Author, choice: VersionChoice, once?: Once): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.restore_version($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
      author.userId, choice.id, choice.version, choice.expectedVersion, AUTOSAVES_KEPT, this.clock.now(), author.requestId, once?.key, once?.request,
    ]);
  }

  override async delete(author: Author, id: string): Promise<void> {
    const [answer] = await this.database.query<Answer>('SELECT * FROM app.delete_diagram($1, $2, $3, $4)', [author.userId, id, this.clock.now(), author.requestId]);
    refuse(answer);
    this.wake.wake();
  }

  override restore(author: Author, id: string): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.restore_diagram($1, $2, $3, $4)', [author.userId, id, this.clock.now(), author.requestId]);
  }

  override async read(author: Author, id: string, known?: number): Promise<DiagramRead> {
    const [row] = await this.database.query<Stored & { diagram: SummaryRow }>('SELECT * FROM app.read_diagram($1, $2, $3)', [author.userId, id, known]);
    const stored = refuse(row);
    return { summary: toSummary(stored.diagram), document: unpacked(stored) };
  }

  override async readVersion(author: Author, id: string, version: number): Promise<VersionRead> {
    const [row] = await this.database.query<Stored & { version: VersionSummary }>('SELECT * FROM app.read_version($1, $2, $3)', [author.userId, id, version]);
    const stored = refuse(row);
    const document = unpacked(stored);
    if (document === undefined) throw new Error(`Version ${version} of diagram ${id} has no content`);
    return { summary: stored.version, document };
  }

  override async readPicture(author: Author, id: string): Promise<Picture | undefined> {
    const [row] = await this.database.query<{ outcome: string; version: number | null; svg: string | null }>('SELECT * FROM app.read_thumbnail($1, $2)', [author.userId, id]);
    const { version, svg } = refuse(row);
    return version === null || svg === null ? undefined : { version, svg };
  }

  override async listVersions(author: Author, id: string, limit: number, before?: number): Promise<readonly VersionSummary[]> {
    const [row] = await this.database.query<{ outcome: string; items: VersionSummary[] }>('SELECT * FROM app.list_versions($1, $2, $3, $4)', [author.userId, id, limit, before]);
    return refuse(row).items;
  }

  override async list(author: Author, listing: DiagramListing): Promise<readonly { readonly place: Place; readonly diagram: DiagramSummary }[]> {
    const [row] = await this.database.query<{ outcome: string; items: { key: string; diagram: SummaryRow }[] }>(
      'SELECT * FROM app.list_diagrams($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [author.userId, listing.workspaceId, listing.projectId, containing(listing.search), listing.order, listing.deleted, listing.limit, listing.after?.key, listing.after?.id],
    );
    return refuse(row).items.map(({ key, diagram }) => ({ place: { key, id: diagram.id }, diagram: toSummary(diagram) }));
  }

  /** The relay is woken after the commit and never inside: a NOTIFY in the transaction would make all commits queue. */
  private async change(sql: string, values: readonly unknown[]): Promise<DiagramSummary> {
    const [row] = await this.database.query<Answer>(sql, values);
    const { diagram } = refuse(row);
    this.wake.wake();
    return toSummary(diagram);
  }
}

/** sha256, size, codec, encoding, content; all NULL when the document stays as it is. */
function packed(document: SealedDocument | undefined): readonly unknown[] {
  if (document === undefined) return [null, null, null, null, null];
  return [document.sha256, document.bytes.length, CODEC, document.encoding, pack(document.bytes)];
}

function unpacked({ content, encoding }: Stored): BpmnDocument | undefined {
  return content === null || encoding === null ? undefined : { bytes: unpack(content), encoding };
}
