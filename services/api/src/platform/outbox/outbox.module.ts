import { Global, Module } from '@nestjs/common';
import { HandOnAgain } from './hand-on-again.js';
import { NoticesOutboxWake } from './notices-outbox-wake.js';
import { OutboxRetention } from './outbox-retention.js';
import { OutboxWake } from './outbox-wake.js';
import { PublishBatch } from './publish-batch.js';
import { Relay } from './relay.js';
import { WatchOutbox } from './watch-outbox.js';

/** The wake-up for whoever writes events; in the worker role the relay. Needs DatabaseModule, NoticesModule and QueueModule. */
@Global()
@Module({
  providers: [{ provide: OutboxWake, useClass: NoticesOutboxWake }, PublishBatch, Relay, OutboxRetention, HandOnAgain, WatchOutbox],
  exports: [OutboxWake],
})
export class OutboxModule {}
