import { roleIncludes, roleNeededFor, type Permission } from '@bpmn-studio/contracts';
import type { Actor, Membership } from './actor.js';
import { AppError } from './app-error.js';

/**
 * The workspace a request is about: the one named, or else the actor's own (the personal one comes first).
 * @throws AppError workspace.not_found when the actor is not a member (another tenant's workspace looks the same as none)
 * @throws AppError auth.forbidden when their role there does not hold the permission
 */
export function workspaceOf(actor: Actor, workspaceId: string | undefined, permission: Permission): Membership {
  const wanted = workspaceId?.toLowerCase();
  const membership = wanted === undefined ? actor.memberships[0] : actor.memberships.find((one) => one.workspaceId === wanted);
  if (membership === undefined) throw new AppError('workspace.not_found');
  const needed = roleNeededFor(permission);
  if (needed === undefined || !roleIncludes(membership.role, needed)) {
    throw new AppError('auth.forbidden', `Your role in this workspace is ${membership.role}; this needs ${needed ?? 'more than a role in it'}.`);
  }
  return membership;
}
