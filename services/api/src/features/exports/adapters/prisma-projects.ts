import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { Projects } from '../application/ports.js';

/** More projects than a workspace has; those beyond are folders without a name of their own. */
const MOST = 5_000;

/** Projects in PostgreSQL, through row-level security. */
@Injectable()
export class PrismaProjects extends Projects {
  constructor(private readonly database: Database) {
    super();
  }

  override async names(workspaceId: string, userId: string): Promise<ReadonlyMap<string, string>> {
    const projects = await this.database.inTenant({ workspaceId, userId }, (tx) => tx.project.findMany({ where: { workspaceId }, select: { id: true, name: true }, orderBy: { id: 'asc' }, take: MOST }));
    return new Map(projects.map(({ id, name }) => [id, name]));
  }
}
