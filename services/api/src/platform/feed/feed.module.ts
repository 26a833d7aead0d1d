import { Global, Module } from '@nestjs/common';
import { Telling } from '../../kernel/telling.js';
import { Feed } from './feed.js';

/** Streams that tell pages when to ask again. Needs NoticesModule. */
@Global()
@Module({ providers: [Feed, { provide: Telling, useExisting: Feed }], exports: [Feed, Telling] })
export class FeedModule {}
