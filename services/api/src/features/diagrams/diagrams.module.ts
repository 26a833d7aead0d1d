import { Module } from '@nestjs/common';
import { CachedResults } from './adapters/cached-results.js';
import { ComparisonsController } from './adapters/comparisons.controller.js';
import { CurrentDocuments } from './adapters/current-documents.js';
import { DiagramsController } from './adapters/diagrams.controller.js';
import { DocumentsController } from './adapters/documents.controller.js';
import { DrawThumbnail } from './adapters/draw-thumbnail.jobs.js';
import { ForgetImportReports } from './adapters/forget-import-reports.jobs.js';
import { ImportFilesHandler } from './adapters/import-files.jobs.js';
import { ImportsController } from './adapters/imports.controller.js';
import { MeasureSaves } from './adapters/measure-saves.js';
import { PackVersionsHandler } from './adapters/pack-versions.jobs.js';
import { KeptContents } from './adapters/kept-contents.js';
import { KeptLists } from './adapters/kept-lists.js';
import { PurgeIdempotencyKeys } from './adapters/purge-idempotency-keys.jobs.js';
import { PurgeTrash } from './adapters/purge-trash.jobs.js';
import { ReceiveUploads } from './adapters/receive-uploads.interceptor.js';
import { RefuseStrandedFiles } from './adapters/refuse-stranded-files.jobs.js';
import { SqlDiagrams } from './adapters/sql-diagrams.js';
import { SqlImports } from './adapters/sql-imports.js';
import { SqlPackedVersions } from './adapters/sql-packed-versions.js';
import { ThreadsDiagramArtist } from './adapters/threads-diagram-artist.js';
import { ThreadsDocumentComparer } from './adapters/threads-document-comparer.js';
import { ThreadsDocumentGate } from './adapters/threads-document-gate.js';
import { ThreadsDocumentInspector } from './adapters/threads-document-inspector.js';
import { TrashController } from './adapters/trash.controller.js';
import { VersionsController } from './adapters/versions.controller.js';
import { YauzlArchives } from './adapters/yauzl-archives.js';
import { AdmitDocument } from './application/admit-document.js';
import { CreateDiagram } from './application/create-diagram.js';
import { DeleteDiagram } from './application/delete-diagram.js';
import { DiagramQueries } from './application/diagram.queries.js';
import { DiffVersions } from './application/diff-versions.js';
import { DocumentComparer } from './application/document-comparer.js';
import { DocumentTurns } from './application/document-turns.js';
import { DrawVersion } from './application/draw-version.js';
import { DuplicateDiagram } from './application/duplicate-diagram.js';
import { GetImport } from './application/get-import.js';
import { ImportFiles } from './application/import-files.js';
import { LookIntoImport } from './application/look-into-import.js';
import { KeptResults } from './application/kept-results.js';
import { MergeDiagram } from './application/merge-diagram.js';
import { NameVersion } from './application/name-version.js';
import { PackVersions } from './application/pack-versions.js';
import { PackedVersions } from './application/packed-versions.js';
import { Archives, DiagramArtist, Diagrams, DocumentGate, DocumentInspector, Imports } from './application/ports.js';
import { ReportDiagram } from './application/report-diagram.js';
import { RestoreDiagram } from './application/restore-diagram.js';
import { RestoreVersion } from './application/restore-version.js';
import { SaveDiagram } from './application/save-diagram.js';
import { StartImport } from './application/start-import.js';

const kept = [KeptContents, KeptLists];
const ports = [
  { provide: Diagrams, useClass: SqlDiagrams },
  { provide: Imports, useClass: SqlImports },
  { provide: PackedVersions, useClass: SqlPackedVersions },
  { provide: Archives, useClass: YauzlArchives },
  { provide: DiagramArtist, useClass: ThreadsDiagramArtist },
  { provide: DocumentGate, useClass: ThreadsDocumentGate },
  { provide: DocumentComparer, useClass: ThreadsDocumentComparer },
  { provide: KeptResults, useClass: CachedResults },
  { provide: DocumentInspector, useClass: ThreadsDocumentInspector },
];
const useCases = [
  AdmitDocument, CreateDiagram, SaveDiagram, DuplicateDiagram, DeleteDiagram, RestoreDiagram, RestoreVersion, NameVersion, PackVersions, DiffVersions, MergeDiagram, DrawVersion, DiagramQueries, StartImport, ImportFiles, GetImport,
  LookIntoImport, ReportDiagram, DocumentTurns,
];
const jobs = [CurrentDocuments, DrawThumbnail, PackVersionsHandler, ImportFilesHandler, RefuseStrandedFiles, ForgetImportReports, PurgeTrash, PurgeIdempotencyKeys];
const controllers = [DiagramsController, DocumentsController, TrashController, VersionsController, ComparisonsController, ImportsController];

/** Diagrams, their versions, the trash and imports. Needs the database, the cache, the outbox, the threads, Clock and Ids. */
@Module({ controllers, providers: [...ports, ...kept, ...useCases, ...jobs, MeasureSaves, ReceiveUploads], exports: [CreateDiagram, CurrentDocuments, Diagrams, SaveDiagram] })
export class DiagramsModule {}
