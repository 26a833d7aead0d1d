import { Module } from '@nestjs/common';
import { PrintModule } from '../../platform/print/index.js';
import { DiagramsModule } from '../diagrams/diagrams.module.js';
import { ExportsController } from './adapters/exports.controller.js';
import { PrismaProjects } from './adapters/prisma-projects.js';
import { ThreadsPrinter } from './adapters/threads-printer.js';
import { YazlArchiveWriter } from './adapters/yazl-archive-writer.js';
import { ExportArchive } from './application/export-archive.js';
import { ExportDiagram } from './application/export-diagram.js';
import { ArchiveWriter, Printer, Projects } from './application/ports.js';
import { PrintTurns } from './application/print-turns.js';
import { RunningArchives } from './application/running-archives.js';

/** Diagrams as files to look at, to print and to take along. Needs the database and Clock. */
@Module({
  imports: [DiagramsModule, PrintModule],
  controllers: [ExportsController],
  providers: [
    ExportDiagram, ExportArchive, RunningArchives, PrintTurns,
    { provide: Printer, useClass: ThreadsPrinter },
    { provide: ArchiveWriter, useClass: YazlArchiveWriter },
    { provide: Projects, useClass: PrismaProjects },
  ],
})
export class ExportsModule {}
