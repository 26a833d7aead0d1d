import { Module } from '@nestjs/common';
import { CommentsController } from './adapters/comments.controller.js';
import { SqlComments } from './adapters/sql-comments.js';
import { ThreadsController } from './adapters/threads.controller.js';
import { MarkThread } from './application/mark-thread.js';
import { Comments } from './application/ports.js';
import { WriteComments } from './application/write-comments.js';

/** Threads of comments on diagrams. Needs the database, the outbox, the feed, Clock and Ids. */
@Module({ controllers: [ThreadsController, CommentsController], providers: [WriteComments, MarkThread, { provide: Comments, useClass: SqlComments }] })
export class CommentsModule {}
