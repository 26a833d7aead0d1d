import type { Role } from '@bpmn-studio/contracts';

/** Who asks: a signed-in user with their memberships, or a handler acting for one. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Administrator of the installation. */
  readonly administrator: boolean;
  /** The user's workspaces; the personal one first. */
  readonly memberships: readonly Membership[];
  /** The session behind the request; missing where there is none. What outlives the request ends with it. */
  readonly sessionId?: string;
  /** The request this is done for; logged and audited. */
  readonly requestId: string;
}

export interface Membership {
  readonly workspaceId: string;
  readonly name: string;
  readonly role: Role;
  readonly personal: boolean;
}
