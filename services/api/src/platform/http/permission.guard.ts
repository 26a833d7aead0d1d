import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Permission } from '@bpmn-studio/contracts';
import type { Actor } from '../../kernel/actor.js';
import { AppError } from '../../kernel/app-error.js';
import { endpointOf } from './endpoint.decorator.js';
import { stateOf } from './request-state.js';

/** Last guard: lets on whom the endpoint's permission lets on, as far as that can be known before the workspace is. */
@Injectable()
export class PermissionGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const endpoint = endpointOf(context.getHandler());
    // Boot refuses such a route; should one come by all the same, it stays shut.
    if (endpoint === undefined) throw new AppError('auth.forbidden', 'This route declares no permission.');
    const request = context.switchToHttp().getRequest<Request>();
    const actor = stateOf(request).actor ?? null;
    checkPermission(endpoint.permission, actor);
    if (endpoint.permission !== 'public') checkMeant(request.headers['x-user-id'], actor);
    return true;
  }
}

/**
 * @throws AppError auth.unauthenticated when the permission needs somebody and nobody is signed in
 * @throws AppError auth.forbidden when it needs an administrator
 */
export function checkPermission(permission: Permission, actor: Actor | null): void {
  if (permission === 'public') return;
  if (actor === null) throw new AppError('auth.unauthenticated', 'Sign in and send the session cookie along.');
  if (permission === 'admin:operate' && !actor.administrator) throw new AppError('auth.forbidden', 'Only an administrator of this installation may do this.');
}

/**
 * A page outlives its session: what was drawn in it must not be saved as the work of whoever signed in since, in the same browser.
 *
 * @param meant the id of the person it is done for, as the client says; it gives no rights
 * @throws AppError auth.unauthenticated when the session is another person's
 */
export function checkMeant(meant: string | string[] | undefined, actor: Actor | null): void {
  if (meant === undefined || actor === null || meant === actor.userId) return;
  throw new AppError('auth.unauthenticated', 'Somebody else has signed in since. Sign in again to go on.');
}
