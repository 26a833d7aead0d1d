import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../../kernel/app-error.js';
import { ActorSource, checkPermission, sendProblem, stateOf } from '../../../platform/http/index.js';

/** Lets administrators through and nobody else: 401 to strangers, 403 to other users, whatever the path or method. */
export class AdminGate {
  private readonly logger = new Logger(AdminGate.name);

  constructor(private readonly actors: ActorSource) {}

  async use(request: Request, response: Response, next: NextFunction): Promise<void> {
    try {
      checkPermission('admin:operate', await this.actors.actorOf(request, response, stateOf(request).requestId));
    } catch (error) {
      sendProblem(this.known(error), request, response);
      return;
    }
    next();
  }

  private known(error: unknown): AppError {
    if (error instanceof AppError) return error;
    this.logger.error({ err: error }, 'It could not be found out who asks');
    return new AppError('server.internal');
  }
}
