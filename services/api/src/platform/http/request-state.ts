import type { Request } from 'express';
import type { Endpoint, ErrorCode } from '@bpmn-studio/contracts';
import type { Actor } from '../../kernel/actor.js';

/** What the HTTP layer knows about a request, kept beside it and out of reach of what the client sent. */
export interface RequestState {
  /** Accepted from X-Request-Id or made; on every answer and every log line. */
  readonly requestId: string;
  /** Who asks; null when nobody is signed in, undefined until the guard has looked. */
  actor?: Actor | null;
  /** The parsed parts of the request. */
  input?: unknown;
  /** The operation, once a controller is found for it. */
  endpoint?: Endpoint | undefined;
  /** Who answers, when it is no operation: "static", or the template of the address. */
  route?: string | undefined;
  /** The error it was answered with, if it was one. */
  problem?: ErrorCode;
}

const states = new WeakMap<object, RequestState>();

/** Begins the state of a request; called once, by the first middleware. */
export function beginState(request: Request, state: RequestState): void {
  states.set(request, state);
}

/** The state of a request. Throws when the request never passed the first middleware, which is a fault of composition. */
export function stateOf(request: Request): RequestState {
  const state = states.get(request);
  if (state === undefined) throw new Error('This request has no state: nameRequest must be the first middleware of the app');
  return state;
}
