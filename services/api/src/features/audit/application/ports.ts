import type { AuditEntry } from '@bpmn-studio/contracts';
import type { Tenant } from '../../../kernel/tenant.js';

export interface AuditSlice {
  /** Entries before this one (exclusive); undefined: from the newest. */
  readonly before: string | undefined;
  readonly subjectId: string | undefined;
  readonly count: number;
}

/** The trail of a workspace, newest first. Entries are written where things are done, in the same transaction. */
export abstract class AuditTrail {
  abstract read(tenant: Tenant, slice: AuditSlice): Promise<AuditEntry[]>;
}
