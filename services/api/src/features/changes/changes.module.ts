import { Module } from '@nestjs/common';
import { ChangesController } from './changes.controller.js';
import { FollowChanges } from './follow-changes.js';

/** Lets pages hear that something changed. Needs the database and the feed. */
@Module({ controllers: [ChangesController], providers: [FollowChanges] })
export class ChangesModule {}
