import { Module } from '@nestjs/common';
import { AdminController } from './adapters/admin.controller.js';
import { PlatformEventQueues } from './adapters/platform-event-queues.js';
import { PrismaReplayRecord } from './adapters/prisma-replay-record.js';
import { QueueBoard, queueBoardModule } from './adapters/queue-board.js';
import { SqlParkedEvents } from './adapters/sql-parked-events.js';
import { GetOutboxStatus } from './application/get-outbox-status.js';
import { EventQueues, ParkedEvents, ReplayRecord } from './application/ports.js';
import { ReplayEvent } from './application/replay-event.js';

/** What administrators of the installation see and do: the outbox, replay, the board of the queues. Needs somebody to be the ActorSource. */
@Module({
  imports: [queueBoardModule],
  controllers: [AdminController],
  providers: [
    GetOutboxStatus,
    ReplayEvent,
    QueueBoard,
    { provide: ParkedEvents, useClass: SqlParkedEvents },
    { provide: EventQueues, useClass: PlatformEventQueues },
    { provide: ReplayRecord, useClass: PrismaReplayRecord },
  ],
})
export class AdminModule {}
