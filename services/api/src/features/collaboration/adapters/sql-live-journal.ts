import { randomUUID } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DEFAULT_GATE_LIMITS } from '@bpmn-studio/bpmn';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { LiveJournal, type Base, type JournalState, type Place, type Row, type Standing } from '../application/ports.js';

/** Longer than a save may take; whoever holds the pen longer has died. */
const PEN_MS = 40_000;
const LARGEST = { maxOutputLength: 4 * DEFAULT_GATE_LIMITS.maxBytes };

interface StateRow {
  readonly sequence: number;
  readonly snapshot_sequence: number;
  readonly base_version: number;
  readonly base_content: Buffer;
  readonly unwritten: boolean;
  readonly authors: readonly string[];
  readonly owners: readonly string[];
  readonly writing_sequence: number | null;
  readonly writing_sha256: Buffer | null;
}
interface LookRow {
  readonly diagram_id: string;
  readonly sequence: number;
  readonly base_version: number;
  readonly version: number;
  readonly deleted: boolean;
}

/** The journal in PostgreSQL: one function call each (prisma/migrations/*_live). */
@Injectable()
export class SqlLiveJournal extends LiveJournal {
  private readonly writer = randomUUID();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async read({ workspaceId, diagramId }: Place, after: number): Promise<readonly Row[]> {
    return await this.database.query<Row>('SELECT * FROM app.read_live($1, $2, $3)', [workspaceId, diagramId, after]);
  }

  override async seed({ workspaceId, diagramId }: Place, { version, text }: Base, snapshot: Uint8Array): Promise<boolean> {
    return await this.ask<boolean>('SELECT app.seed_live($1, $2, $3, $4, $5, $6) AS answer', [workspaceId, diagramId, version, Buffer.from(snapshot), packed(text), this.clock.now()]);
  }

  override async append({ workspaceId, diagramId }: Place, bytes: Uint8Array, authors: readonly string[]): Promise<number | undefined> {
    const sequence = await this.ask<number | null>('SELECT app.append_live($1, $2, $3, $4, $5) AS answer', [workspaceId, diagramId, Buffer.from(bytes), authors, this.clock.now()]);
    return sequence ?? undefined;
  }

  override async merge({ workspaceId, diagramId }: Place, from: number, { version, text }: Base, bytes: Uint8Array | undefined): Promise<boolean> {
    const values = [workspaceId, diagramId, from, version, packed(text), bytes && Buffer.from(bytes), this.clock.now()];
    return (await this.ask<number | null>('SELECT app.merge_live($1, $2, $3, $4, $5, $6, $7) AS answer', values)) !== null;
  }

  override async compact({ workspaceId, diagramId }: Place, { sequence, bytes }: Row): Promise<void> {
    await this.database.query('SELECT app.compact_live($1, $2, $3, $4)', [workspaceId, diagramId, sequence, Buffer.from(bytes)]);
  }

  override async look(places: readonly Place[]): Promise<readonly Standing[]> {
    const rows = await this.database.query<LookRow>('SELECT * FROM app.look_live($1, $2)', [places.map(({ workspaceId }) => workspaceId), places.map(({ diagramId }) => diagramId)]);
    return rows.map(({ diagram_id: diagramId, sequence, base_version: baseVersion, version, deleted }) => ({ diagramId, sequence, baseVersion, version, deleted }));
  }

  override async state({ workspaceId, diagramId }: Place): Promise<JournalState | undefined> {
    const [row] = await this.database.query<StateRow>('SELECT * FROM app.read_live_state($1, $2)', [workspaceId, diagramId]);
    if (row === undefined) return undefined;
    const { writing_sequence: sequence, writing_sha256: sha256 } = row;
    const writing = sequence === null || sha256 === null ? undefined : { sequence, sha256 };
    const { unwritten, authors, owners } = row;
    return { sequence: row.sequence, snapshotSequence: row.snapshot_sequence, baseVersion: row.base_version, baseText: unpacked(row.base_content), unwritten, authors, owners, writing };
  }

  override async claim({ workspaceId, diagramId }: Place, from: number, sequence: number, sha256: Buffer): Promise<boolean> {
    const now = this.clock.now();
    const values = [workspaceId, diagramId, this.writer, from, sequence, sha256, now, new Date(now.getTime() + PEN_MS)];
    return await this.ask<boolean>('SELECT app.claim_live($1, $2, $3, $4, $5, $6, $7, $8) AS answer', values);
  }

  override async written({ workspaceId, diagramId }: Place, from: number, { version, text }: Base, sequence: number): Promise<boolean> {
    return await this.ask<boolean>('SELECT app.written_live($1, $2, $3, $4, $5, $6) AS answer', [workspaceId, diagramId, from, version, packed(text), sequence]);
  }

  private async ask<T>(sql: string, values: readonly unknown[]): Promise<T> {
    const [row] = await this.database.query<{ answer: T }>(sql, values);
    if (row === undefined) throw new Error('The database gave no answer to a function that always gives one');
    return row.answer;
  }
}

function packed(text: string): Buffer {
  return zstdCompressSync(Buffer.from(text, 'utf8'));
}

function unpacked(content: Buffer): string {
  return zstdDecompressSync(content, LARGEST).toString('utf8');
}
