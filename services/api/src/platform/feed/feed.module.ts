import { Global, Module } from '@nestjs/common';
import { Feed } from './feed.js';

/** Streams that tell pages when to ask again. Needs NoticesModule. */
@Global()
@Module({ providers: [Feed], exports: [Feed] })
export class FeedModule {}
