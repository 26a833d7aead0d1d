import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../../../platform/database/index.js';
import { ParkedEvents, type ParkedWork } from '../application/ports.js';

/** Parked rows of outbox and inbox, without what they failed with: a message might hold what a user wrote. */
@Injectable()
export class SqlParkedEvents extends ParkedEvents {
  constructor(private readonly database: RelayDatabase) {
    super();
  }

  override since(moment: number, limit: number): Promise<ParkedWork[]> {
    return this.database.query<ParkedWork>(PARKED, [new Date(moment), limit]);
  }
}

const PARKED = `
SELECT id AS "eventId", type, NULL AS handler, parked_at AS "parkedAt" FROM outbox WHERE parked_at >= $1
UNION ALL
SELECT event_id, type, handler, parked_at FROM inbox WHERE parked_at >= $1
ORDER BY "parkedAt" DESC LIMIT $2`;
