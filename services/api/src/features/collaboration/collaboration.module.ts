import { Module } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../../platform/config/index.js';
import { ThreadsModule } from '../../platform/threads/index.js';
import { DiagramsModule } from '../diagrams/diagrams.module.js';
import { CollaborationController } from './adapters/collaboration.controller.js';
import { LiveAccess } from './adapters/live-access.js';
import { LiveDiagramsBehind } from './adapters/live-diagrams-behind.js';
import { LiveServer } from './adapters/live-server.js';
import { LiveSessions } from './adapters/live-sessions.js';
import { PurgeLiveTickets } from './adapters/purge-live-tickets.jobs.js';
import { SqlLiveJournal } from './adapters/sql-live-journal.js';
import { SqlLiveTickets } from './adapters/sql-live-tickets.js';
import { ThreadsDocumentWork } from './adapters/threads-document-work.js';
import { WriteLeftVersions } from './adapters/write-left-versions.jobs.js';
import { OpenJournal } from './application/open-journal.js';
import { DocumentWork, LiveDiagrams, LiveJournal, LiveTickets } from './application/ports.js';
import { Tickets } from './application/tickets.js';
import { WriteVersion } from './application/write-version.js';

/** Diagrams edited live by several people. Needs the database, the threads, the notices, Clock and the HTTP layer; and auth, for who may do what. */
@Module({
  imports: [DiagramsModule, ThreadsModule],
  controllers: [CollaborationController],
  providers: [
    OpenJournal, WriteVersion, LiveSessions, LiveAccess, LiveServer, PurgeLiveTickets, WriteLeftVersions,
    { provide: Tickets, inject: [LiveTickets, Clock, Config], useFactory: (tickets: LiveTickets, clock: Clock, { live }: Config) => new Tickets(tickets, clock, live.enabled) },
    { provide: LiveTickets, useClass: SqlLiveTickets },
    { provide: LiveJournal, useClass: SqlLiveJournal },
    { provide: LiveDiagrams, useClass: LiveDiagramsBehind },
    { provide: DocumentWork, useClass: ThreadsDocumentWork },
  ],
})
export class CollaborationModule {}
