import type { Request, Response } from 'express';
import type { Actor } from '../../kernel/actor.js';

/** Finds out who asks. The auth feature answers it; the HTTP layer knows no more about sessions than this. */
export abstract class ActorSource {
  /**
   * The signed-in user behind a request, null when nobody is. May put a renewed session cookie on the response.
   * @throws AppError server.unavailable when it cannot be found out right now
   */
  abstract actorOf(request: Request, response: Response, requestId: string): Promise<Actor | null>;
}
