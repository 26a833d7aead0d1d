import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { ReplayRecord, type GivenUp } from '../application/ports.js';

@Injectable()
export class PrismaReplayRecord extends ReplayRecord {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async replayed(by: { readonly userId: string; readonly requestId: string }, { id, workspaceId, handlers }: GivenUp): Promise<void> {
    await this.database.inTenant({ workspaceId, userId: by.userId }, (tx) => tx.$executeRaw`
      INSERT INTO audit_entries (workspace_id, at, actor_id, action, subject_type, subject_id, request_id, details)
      VALUES (${workspaceId}::uuid, ${this.clock.now()}, ${by.userId}::uuid, 'event.replayed', 'event', ${id}, ${by.requestId},
        ${JSON.stringify({ handlers })}::jsonb)`);
  }
}
