import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { BullBoardModule, InjectBullBoard, type BullBoardInstance, type BullBoardModuleOptions } from '@bull-board/nestjs';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../../../kernel/app-error.js';
import { ActorSource, sendProblem } from '../../../platform/http/index.js';
import { Queues } from '../../../platform/queue/index.js';
import { AdminGate } from './admin-gate.js';
import { BASE_SCRIPT, baseScript, selfContained } from './self-contained.js';

/** Where the board is; with no slash at its end. */
export const QUEUE_BOARD_PATH = '/api/admin/queues';

type EntryRoute = Parameters<ExpressAdapter['setEntryRoute']>[0];
type ErrorHandler = Parameters<ExpressAdapter['setErrorHandler']>[0];

/**
 * Bull Board over our queues, for looking only: what changes an event goes through the replay of the API, which is
 * audited. AdminGate stands before every path of it; while the queue is away it answers 503 instead of waiting.
 */
export const queueBoardModule = BullBoardModule.forRootAsync({
  inject: [ActorSource, Queues],
  useFactory: (actors: ActorSource, queues: Queues) => {
    const gate = new AdminGate(actors);
    return {
      route: QUEUE_BOARD_PATH,
      // The adapter's own copy of the API differs in a patch number, which its types take for another thing.
      adapter: StrictExpressAdapter as unknown as BullBoardModuleOptions['adapter'],
      boardOptions: { uiConfig: { boardTitle: 'BPMN Studio', boardLogo: { path: `${QUEUE_BOARD_PATH}/static/images/logo.svg` }, hideRedisDetails: true } },
      middleware: (request: Request, response: Response, next: NextFunction) =>
        gate.use(request, response, () => {
          if (queues.ready) next();
          else sendProblem(new AppError('server.unavailable', 'The queue cannot be reached right now. Try again in a moment.'), request, response);
        }),
    };
  },
});

/** Hangs every queue of ours on the board. */
@Injectable()
export class QueueBoard implements OnModuleInit {
  constructor(
    @InjectBullBoard() private readonly board: BullBoardInstance,
    private readonly queues: Queues,
  ) {}

  onModuleInit(): void {
    for (const queue of this.queues.all()) this.board.addQueue(new BullMQAdapter(queue, { readOnlyMode: true }));
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
    this.app.get(BASE_SCRIPT, (_request: Request, response: Response) => void response.type('text/javascript').send(baseScript(this.basePath)));
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
