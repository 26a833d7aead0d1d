import { Module } from '@nestjs/common';
import { DiagramsController } from './adapters/diagrams.controller.js';
import { DocumentsController } from './adapters/documents.controller.js';
import { ImportsController } from './adapters/imports.controller.js';
import { ReceiveUploads } from './adapters/receive-uploads.interceptor.js';
import { TrashController } from './adapters/trash.controller.js';
import { VersionsController } from './adapters/versions.controller.js';
import { DiagramsModule } from './diagrams.module.js';

/** The routes of diagrams, versions, the trash, exports and imports. */
@Module({
  imports: [DiagramsModule],
  controllers: [DiagramsController, DocumentsController, TrashController, VersionsController, ImportsController],
  providers: [ReceiveUploads],
})
export class DiagramsApiModule {}
