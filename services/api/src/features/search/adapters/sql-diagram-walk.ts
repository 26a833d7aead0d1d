import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { DiagramWalk, type DiagramRef, type WalkedDiagram, type WalkScope } from '../application/ports.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface Row {
  readonly workspace_id: string;
  readonly diagram_id: string;
  readonly version: number;
  readonly indexed_version: number | null;
  readonly settled: boolean;
  readonly changed: string;
}

/** Walks over the diagrams of all tenants; the database shows this role their ids and versions and nothing else. */
@Injectable()
export class SqlDiagramWalk extends DiagramWalk {
  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override async count(workspaceId?: string): Promise<number> {
    const [row] = await this.database.query<{ count: string }>('SELECT app.count_search($1) AS count', [workspaceId]);
    return Number(row?.count ?? 0);
  }

  override async next(after: DiagramRef | undefined, size: number, { workspaceId, since }: WalkScope): Promise<readonly WalkedDiagram[]> {
    const rows = await this.database.query<Row>('SELECT * FROM app.walk_search_since($1, $2, $3, $4, $5)', [workspaceId, since?.toString(), after?.workspaceId ?? BEFORE_ALL, after?.diagramId ?? BEFORE_ALL, size]);
    return rows.map((row) => ({
      workspaceId: row.workspace_id, diagramId: row.diagram_id, version: row.version, indexedVersion: row.indexed_version, settled: row.settled, changed: BigInt(row.changed),
    }));
  }
}
