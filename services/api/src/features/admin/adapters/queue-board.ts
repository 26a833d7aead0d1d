import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Injectable, Logger, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AppError } from '../../../kernel/app-error.js';
import { sendProblem } from '../../../platform/http/index.js';
import { Queues } from '../../../platform/queue/index.js';
import { selfContained } from './self-contained.js';

/** Where the board is; with no slash at its end. */
export const QUEUE_BOARD_PATH = '/api/admin/queues';

type ServerAdapter = Parameters<typeof createBullBoard>[0]['serverAdapter'];
type EntryRoute = Parameters<ExpressAdapter['setEntryRoute']>[0];
type ErrorHandler = Parameters<ExpressAdapter['setErrorHandler']>[0];

/**
 * Bull Board over our queues. For looking only: what changes an event goes through the replay of the API, which is
 * audited. It stands behind AdminGate.
 */
@Injectable()
export class QueueBoard implements NestMiddleware {
  private readonly board: RequestHandler;

  constructor(private readonly queues: Queues) {
    const adapter = new StrictExpressAdapter();
    adapter.setBasePath(QUEUE_BOARD_PATH);
    createBullBoard({
      queues: queues.all().map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
      // The adapter's own copy of the API differs in a patch number, which its types take for another thing.
      serverAdapter: adapter as unknown as ServerAdapter,
      options: { uiConfig: { boardTitle: 'BPMN Studio', boardLogo: { path: `${QUEUE_BOARD_PATH}/static/images/logo.svg` }, hideRedisDetails: true } },
    });
    this.board = adapter.getRouter() as RequestHandler;
  }

  use(request: Request, response: Response, next: NextFunction): void {
    if (this.queues.ready) void this.board(request, response, next);
    else sendProblem(new AppError('server.unavailable', 'The queue cannot be reached right now. Try again in a moment.'), request, response);
  }
}

/** Bull Board's adapter, made to live under our Content-Security-Policy and to tell nothing about our inside. */
class StrictExpressAdapter extends ExpressAdapter {
  private readonly logger = new Logger(QueueBoard.name);

  constructor() {
    super();
    this.app.disable('x-powered-by');
  }

  /** The page leans on a base element, which base-uri 'none' forbids, and on a font from another site. */
  override setEntryRoute(route: EntryRoute): ExpressAdapter {
    const paths = [route.route].flat();
    this.app.get(paths, (_request: Request, response: Response, next: NextFunction) => {
      const { name, params } = route.handler({ basePath: this.basePath, uiConfig: this.uiConfig });
      this.app.render(name, params, (error: Error | null, html: string) => {
        if (error) next(error);
        else response.set('Cache-Control', 'no-store').type('html').send(selfContained(html, this.basePath));
      });
    });
    return this;
  }

  override setErrorHandler(handle: ErrorHandler): this {
    return super.setErrorHandler((error) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      if (status < 500) return handle(error);
      this.logger.error({ err: error }, 'The queue board could not answer');
      return handle(Object.assign(new Error('The queue cannot be reached right now. Try again in a moment.'), { statusCode: 503 }));
    });
  }
}
