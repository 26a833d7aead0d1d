import type { Readable } from 'node:stream';
import type { EXPORT_ORIENTATIONS, EXPORT_PAGES, ExportFormat } from '@bpmn-studio/contracts';
import type { BpmnDocument } from '../../diagrams/index.js';

/** How a diagram is to leave. What another format would need is left alone. */
export interface ExportWish {
  readonly format: ExportFormat;
  readonly scale: number;
  readonly page: (typeof EXPORT_PAGES)[number];
  readonly orientation: (typeof EXPORT_ORIENTATIONS)[number];
  readonly appendix: boolean;
}

/** What is known of the version that is exported. */
export interface ExportedVersion {
  readonly title: string;
  readonly version: number;
  /** RFC 3339. */
  readonly savedAt: string;
  readonly author: string | null;
}

export interface ExportedFile {
  readonly bytes: Buffer;
  /** png: smaller than asked for where the picture would have been too large. */
  readonly scale?: number;
}

/** What is handed to the printer. */
export interface Sheet {
  readonly document: BpmnDocument;
  readonly facts: ExportedVersion;
  /** Which diagram of the file, from 0. */
  readonly diagram: number | undefined;
  readonly wish: ExportWish & { readonly format: Exclude<ExportFormat, 'bpmn'> };
}

/**
 * Makes files to look at from documents. Throws AppError: diagram.not_renderable when that
 * cannot be done, and server.unavailable when too many are waiting.
 */
export abstract class Printer {
  abstract print(sheet: Sheet): Promise<ExportedFile>;
}

export interface ArchiveEntry {
  /** With the folder, parted by slashes. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly modified: Date;
}

/** Packs files into a .zip while it is read. */
export abstract class ArchiveWriter {
  /**
   * Asks for an entry when the one before is on its way, so that a few are in memory at most. Destroying the stream ends
   * the entries (their `return` is called); an error of theirs is one of the stream.
   */
  abstract write(entries: AsyncGenerator<ArchiveEntry>): Readable;
}

/** The projects of a workspace. */
export abstract class Projects {
  /** @returns names by id */
  abstract names(workspaceId: string, userId: string): Promise<ReadonlyMap<string, string>>;
}
