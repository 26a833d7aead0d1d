import { Injectable } from '@nestjs/common';
import { AppError } from '../../../kernel/app-error.js';
import { Clock } from '../../../kernel/clock.js';
import { Database } from '../../../platform/database/index.js';
import { LiveTickets, type Admission, type Guest, type TicketRefusal } from '../application/ports.js';

interface Issued {
  readonly outcome: 'ok' | 'not_found' | 'forbidden';
  readonly workspace_id: string;
  readonly can_write: boolean;
}
interface Redeemed {
  readonly outcome: 'ok' | TicketRefusal;
  readonly diagram_id: string;
  readonly user_id: string;
  readonly user_name: string | null;
  readonly session_id: string | null;
  readonly can_write: boolean;
}

/** Tickets in PostgreSQL: one function call each (prisma/migrations/*_live). */
@Injectable()
export class SqlLiveTickets extends LiveTickets {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async issue(who: { readonly userId: string; readonly sessionId: string | null }, diagramId: string, hash: Buffer, expiresAt: Date): Promise<Admission> {
    const [row] = await this.database.query<Issued>('SELECT * FROM app.issue_live_ticket($1, $2, $3, $4, $5)', [who.userId, diagramId, who.sessionId, hash, expiresAt]);
    if (row?.outcome !== 'ok') throw new AppError('diagram.not_found');
    return { ...who, workspaceId: row.workspace_id, diagramId: diagramId.toLowerCase(), canWrite: row.can_write };
  }

  override async redeem(workspaceId: string, hash: Buffer): Promise<Guest | TicketRefusal> {
    const [row] = await this.database.query<Redeemed>('SELECT * FROM app.redeem_live_ticket($1, $2, $3)', [workspaceId, hash, this.clock.now()]);
    if (row === undefined) throw new Error('The database gave no answer to a function that always gives one');
    if (row.outcome !== 'ok') return row.outcome;
    return { workspaceId, diagramId: row.diagram_id, userId: row.user_id, name: row.user_name ?? '', sessionId: row.session_id, canWrite: row.can_write };
  }
}
