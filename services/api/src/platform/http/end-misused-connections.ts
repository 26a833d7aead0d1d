import type { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';

/** Requests that may wait for their answer on one connection. Browsers and gateways send the next after the answer. */
const UNANSWERED = 16;
/** The rest of a body that was answered already is read for so long, so that the client gets to see the answer (RFC 9112 9.6). */
const LINGER_MS = 5_000;

/**
 * Hangs up on who sends requests by the dozen without waiting for answers, and on who goes on sending the body of a request
 * that was refused. Stands first.
 */
export function endMisusedConnections(lingerMs = LINGER_MS): (request: Request, response: Response, next: NextFunction) => void {
  const waiting = new WeakMap<Socket, number>();
  return (request, response, next) => {
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    if (count > UNANSWERED) {
      socket.destroy();
      return; // what lay in the same packet comes here, too, and ends here
    }
    response.once('finish', () => {
      if (request.complete) return;
      const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
      request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
    });
    next();
  };
}
