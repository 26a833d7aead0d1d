import { Injectable } from '@nestjs/common';
import { AUTOSAVES_KEPT, type DiagramSummary, type VersionSummary } from '@bpmn-studio/contracts';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { OutboxWake } from '../../../platform/outbox/index.js';
import { noteWork, traceparent } from '../../../platform/telemetry/index.js';
import type { SealedDocument } from '../application/bpmn-document.js';
import {
  Diagrams, type Author, type DiagramChange, type DiagramDraft, type DiagramList, type DiagramListing, type DiagramRead, type ListState, type Once, type Picture, type VersionChoice,
  type VersionName, type VersionRead,
} from '../application/ports.js';
import { KeptContents, unpacked, type Stored } from './kept-contents.js';
import { CODEC, pack } from './pack-content.js';
import { refuse } from './refusals.js';
import { containing, toSummary, toVersion, type SummaryRow, type VersionRow } from './summary-row.js';

interface Answer {
  readonly outcome: string;
  readonly current_version: number | null;
  readonly diagram: SummaryRow;
}

/** Diagrams in PostgreSQL: each operation is one function call (prisma/migrations/*_saving), so one round trip. */
@Injectable()
export class SqlDiagrams extends Diagrams {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: OutboxWake,
    private readonly contents: KeptContents,
  ) {
    super();
  }

  override async create(author: Author, draft: DiagramDraft, once?: Once): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.create_diagram($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, app.traced($13, $16), $14, $15)', [
      author.userId, draft.workspaceId, draft.projectId, draft.id, draft.title, ...(await packed(draft.document)), JSON.stringify(draft.origin),
      this.clock.now(), author.requestId, once?.key, once?.request, traceparent(),
    ]);
  }

  override async firstAnswer(author: Author, id: string, once: Once): Promise<DiagramSummary | undefined> {
    const [row] = await this.database.query<Omit<Answer, 'diagram'> & { diagram: SummaryRow | null }>('SELECT * FROM app.first_answer($1, $2, $3, $4)', [author.userId, id, once.key, once.request]);
    const { diagram } = refuse(row);
    return diagram === null ? undefined : toSummary(diagram);
  }

  override async save(author: Author, change: DiagramChange, once?: Once): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.save_diagram($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, app.traced($13, $16), $14, $15)', [
      author.userId, change.id, change.expectedVersion, change.title, change.message, ...(await packed(change.document)), AUTOSAVES_KEPT,
      this.clock.now(), author.requestId, once?.key, once?.request, traceparent(),
    ]);
  }

  /** A version that is kept as a difference cannot be unpacked by the database: its content is read, and handed in with the same question. */
  override async restoreVersion(author: Author, choice: VersionChoice, once?: Once): Promise<DiagramSummary> {
    const ask = (content?: Buffer) => this.database.query<Answer>('SELECT * FROM app.restore_version_with($1, $2, $3, $4, $5, $6, app.traced($7, $11), $8, $9, $10)', [
      author.userId, choice.id, choice.version, choice.expectedVersion, AUTOSAVES_KEPT, this.clock.now(), author.requestId, once?.key, once?.request, content, traceparent(),
    ]);
    const [row] = await ask();
    if (row?.outcome !== 'content_needed') return this.changed(row);
    const { document } = await this.readVersion(author, choice.id, choice.version);
    return this.changed((await ask(await pack(document.bytes)))[0]);
  }

  override async nameVersion(author: Author, { id, version, message }: VersionName): Promise<VersionSummary> {
    const [row] = await this.database.query<{ outcome: string; version: VersionRow }>('SELECT * FROM app.name_version($1, $2, $3, $4, $5, $6, app.traced($7, $8))', [
      author.userId, id, version, message, AUTOSAVES_KEPT, this.clock.now(), author.requestId, traceparent(),
    ]);
    const named = refuse(row);
    this.wake.wake();
    return toVersion(id, named.version);
  }

  override async delete(author: Author, id: string): Promise<void> {
    const [answer] = await this.database.query<Answer>('SELECT * FROM app.delete_diagram($1, $2, $3, app.traced($4, $5))', [author.userId, id, this.clock.now(), author.requestId, traceparent()]);
    refuse(answer);
    this.wake.wake();
  }

  override restore(author: Author, id: string): Promise<DiagramSummary> {
    return this.change('SELECT * FROM app.restore_diagram($1, $2, $3, app.traced($4, $5))', [author.userId, id, this.clock.now(), author.requestId, traceparent()]);
  }

  override async read(author: Author, id: string, known?: number): Promise<DiagramRead> {
    const ask = async (kept?: Buffer) => {
      const sql = 'SELECT * FROM app.read_diagram_unless_kept($1, $2, $3, $4)';
      const [row] = await this.database.query<Omit<Stored, 'contents'> & { diagram: SummaryRow; content: Buffer | null }>(sql, [author.userId, id, known, kept]);
      const { content, ...stored } = refuse(row);
      return { ...stored, contents: content && [content] };
    };
    if (known === undefined) {
      const { stored, document } = await this.contents.read(id, ask);
      return { summary: toSummary(stored.diagram), document };
    }
    const stored = await ask(); // most likely nothing but the version is wanted
    return { summary: toSummary(stored.diagram), document: unpacked(stored) };
  }

  override async readVersion(author: Author, id: string, version: number): Promise<VersionRead> {
    const ask = async (kept?: Buffer) => {
      const [row] = await this.database.query<Stored & { version: VersionRow }>('SELECT * FROM app.read_version_chain($1, $2, $3, $4)', [author.userId, id, version, kept]);
      return refuse(row);
    };
    const { stored, document } = await this.contents.read(`${id}:${version}`, ask);
    return { summary: toVersion(id, stored.version), document };
  }

  override async readPicture(author: Author, id: string): Promise<Picture | undefined> {
    const [row] = await this.database.query<{ outcome: string; version: number | null; svg: string | null }>('SELECT * FROM app.read_thumbnail($1, $2)', [author.userId, id]);
    const { version, svg } = refuse(row);
    return version === null || svg === null ? undefined : { version, svg };
  }

  override async listVersions(author: Author, id: string, limit: number, before?: number): Promise<readonly VersionSummary[]> {
    const [row] = await this.database.query<{ outcome: string; items: VersionRow[] }>('SELECT * FROM app.list_versions($1, $2, $3, $4)', [author.userId, id, limit, before]);
    return refuse(row).items.map((item) => toVersion(id, item));
  }

  override async list(author: Author, listing: DiagramListing, known: readonly ListState[] = []): Promise<DiagramList> {
    const [row] = await this.database.query<{ outcome: string; holds: number; state: string | null; items: { key: string; diagram: SummaryRow }[] | null }>(
      'SELECT * FROM app.list_diagrams_since($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [author.userId, listing.workspaceId, listing.projectId, containing(listing.search), listing.order, listing.deleted, listing.limit, listing.after?.key, listing.after?.id, known],
    );
    const { holds, state, items } = refuse(row);
    return { holds: known[holds - 1], state: state ?? undefined, items: (items ?? []).map(({ key, diagram }) => ({ place: { key, id: diagram.id }, diagram: toSummary(diagram) })) };
  }

  private async change(sql: string, values: readonly unknown[]): Promise<DiagramSummary> {
    return this.changed((await this.database.query<Answer>(sql, values))[0]);
  }

  /** The relay is woken after the commit and never inside: a NOTIFY in the transaction would make all commits queue. */
  private changed(row: Answer | undefined): DiagramSummary {
    const { diagram, outcome } = refuse(row);
    this.wake.wake();
    noteWork({ outcome, workspaceId: diagram.workspaceId, diagramId: diagram.id });
    return toSummary(diagram);
  }
}

/** sha256, size, codec, encoding, content; all NULL when the document stays as it is. */
async function packed(document: SealedDocument | undefined): Promise<readonly unknown[]> {
  if (document === undefined) return [null, null, null, null, null];
  return [document.sha256, document.bytes.length, CODEC, document.encoding, await pack(document.bytes)];
}
