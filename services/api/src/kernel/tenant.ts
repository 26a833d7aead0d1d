/** Whose rows a transaction may touch: set transaction-locally and read by the row-level security policies. */
export interface Tenant {
  readonly workspaceId: string;
  /** The user on whose behalf; null for work of the system itself. */
  readonly userId: string | null;
}
