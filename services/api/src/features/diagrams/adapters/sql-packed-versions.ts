import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { PackedVersions, type DiagramPlace, type PackingState, type Repacked } from '../application/packed-versions.js';
import { unpacked, type Stored } from './kept-contents.js';
import { pack, packDifference } from './pack-content.js';

/** Packed versions in PostgreSQL: the functions of prisma/migrations/*_packed_versions. */
@Injectable()
export class SqlPackedVersions extends PackedVersions {
  constructor(private readonly database: Database) {
    super();
  }

  override async look({ workspaceId, diagramId }: DiagramPlace, version: number): Promise<PackingState | undefined> {
    const [found] = await this.database.query<PackingState>('SELECT * FROM app.read_packing($1, $2, $3)', [workspaceId, diagramId, version]);
    return found;
  }

  override async read({ workspaceId, diagramId }: DiagramPlace, version: number): Promise<Buffer | undefined> {
    const [stored] = await this.database.query<Stored>('SELECT * FROM app.read_packed_version($1, $2, $3)', [workspaceId, diagramId, version]);
    return stored && unpacked(stored)?.bytes;
  }

  override async pack(bytes: Buffer, base?: Buffer): Promise<Buffer> {
    return base === undefined ? pack(bytes) : packDifference(bytes, base);
  }

  override async write({ workspaceId, diagramId }: DiagramPlace, upTo: number, state: string, repacked: readonly Repacked[]): Promise<boolean> {
    const [row] = await this.database.query<{ written: boolean }>('SELECT app.pack_versions($1, $2, $3, $4, $5, $6, $7, $8) AS written', [
      workspaceId, diagramId, upTo, state,
      repacked.map(({ version }) => version), repacked.map(({ base }) => base), repacked.map(({ tried }) => tried), repacked.map(({ content }) => content ?? null),
    ]);
    return row?.written === true;
  }
}
