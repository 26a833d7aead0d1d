import type { GatedDocument, LaidOut } from '@bpmn-studio/bpmn';
import type { DiagramSummary, Import, ImportFile, ImportFound, ImportReport, VersionSummary } from '@bpmn-studio/contracts';
import type { BpmnDocument, SealedDocument } from './bpmn-document.js';

/** On whose behalf, and for which request it is audited. Every Actor is one. */
export interface Author {
  readonly userId: string;
  readonly requestId: string | null;
}

/** A request that may come twice and must be done once: the client's key and a hash of what it asks for. */
export interface Once {
  readonly key: string;
  readonly request: Buffer;
}

export interface DiagramDraft {
  readonly id: string;
  readonly workspaceId: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly document: SealedDocument;
  /** Where it came from, for the audit: ids only. */
  readonly origin: Readonly<Record<string, unknown>>;
}

export interface DiagramChange {
  readonly id: string;
  readonly expectedVersion: number;
  /** Undefined: as it is. */
  readonly title: string | undefined;
  readonly document: SealedDocument | undefined;
  readonly message: string | undefined;
}

export interface VersionChoice {
  readonly id: string;
  readonly version: number;
  /** Undefined: whatever the current version is. */
  readonly expectedVersion: number | undefined;
}

export interface VersionName {
  readonly id: string;
  readonly version: number;
  /** Null: takes the name away; the version is an autosave then, and may be forgotten like one. */
  readonly message: string | null;
}

/** The current state; no document when the caller said it holds this version already. */
export interface DiagramRead {
  readonly summary: DiagramSummary;
  readonly document: BpmnDocument | undefined;
}

export interface VersionRead {
  readonly summary: VersionSummary;
  readonly document: BpmnDocument;
}

export interface Picture {
  readonly version: number;
  readonly svg: string;
}

export type DiagramOrder = 'updated' | 'title' | 'created';

/** A place in a list: the sort key of the last item seen (as the port handed it out) and its id. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

export interface DiagramListing {
  readonly workspaceId: string;
  readonly projectId: string | undefined;
  /** Part of the title, in any case. */
  readonly search: string | undefined;
  readonly order: DiagramOrder;
  readonly deleted: boolean;
  readonly limit: number;
  readonly after: Place | undefined;
}

/** What the lists of a workspace were made from, as the port handed it out; nobody else reads it: digits and dots. */
export type ListState = string;

export interface DiagramList {
  /** The state the caller named that still holds; then there are no items, because they are those of that state. */
  readonly holds: ListState | undefined;
  readonly items: readonly { readonly place: Place; readonly diagram: DiagramSummary }[];
  /** What the items were read in; undefined when nobody can say later whether it still holds. */
  readonly state: ListState | undefined;
}

/**
 * Diagrams with their history. Every operation is one transaction and one round trip, checks the author's membership and
 * role itself, and answers another tenant's id as an unknown one. Each change brings its audit entry and its event along.
 *
 * Throws AppError: diagram.not_found, workspace.not_found, project.not_found, auth.forbidden; for changes also
 * diagram.deleted, diagram.version_conflict (currentVersion), diagram.version_not_found, idempotency.key_reused and
 * idempotency.in_flight. With `once`, a repeated request gives the first answer and changes nothing.
 */
export abstract class Diagrams {
  abstract create(author: Author, draft: DiagramDraft, once?: Once): Promise<DiagramSummary>;
  /** What `once` was answered the first time, also when the diagram it is about is in the trash by now; undefined the first time. */
  abstract firstAnswer(author: Author, id: string, once: Once): Promise<DiagramSummary | undefined>;
  abstract save(author: Author, change: DiagramChange, once?: Once): Promise<DiagramSummary>;
  abstract restoreVersion(author: Author, choice: VersionChoice, once?: Once): Promise<DiagramSummary>;
  /** Again with the same name is no error and changes nothing. */
  abstract nameVersion(author: Author, name: VersionName): Promise<VersionSummary>;
  /** Into the trash; again is no error. */
  abstract delete(author: Author, id: string): Promise<void>;
  /** Back from the trash; again is no error. */
  abstract restore(author: Author, id: string): Promise<DiagramSummary>;
  /** @param known the version the caller holds, whose document is not read again */
  abstract read(author: Author, id: string, known?: number): Promise<DiagramRead>;
  abstract readVersion(author: Author, id: string, version: number): Promise<VersionRead>;
  /** The newest picture there is, which may be of an older version; undefined when none is drawn yet. */
  abstract readPicture(author: Author, id: string): Promise<Picture | undefined>;
  /** Newest first, at most `limit` versions older than `before`. */
  abstract listVersions(author: Author, id: string, limit: number, before?: number): Promise<readonly VersionSummary[]>;
  /**
   * @param known states the caller holds this very list of. While one of them holds, no diagram or picture of the workspace
   *   has changed since; names of people are not looked at.
   */
  abstract list(author: Author, listing: DiagramListing, known?: readonly ListState[]): Promise<DiagramList>;
}

/**
 * The gate every document passes before it is stored (size, depth, well-formed, BPMN). Throws BpmnGateError for what is
 * refused, and AppError server.unavailable when too much is being read at once.
 */
export abstract class DocumentGate {
  /** @param document a text, or the bytes of a file in its own encoding */
  abstract read(document: string | Buffer): Promise<GatedDocument>;
}

/** Draws a document. Throws AppError diagram.not_renderable when it cannot be drawn in time or at all. */
export abstract class DiagramArtist {
  /** @returns an SVG document, safe to show */
  abstract draw(document: BpmnDocument): Promise<string>;
}

/** A document with the layout it lacked. */
export interface LaidOutDocument {
  readonly text: string;
  readonly shapes: number;
  readonly edges: number;
  /** Elements that were given an id to be drawn. */
  readonly ids: number;
  /** Elements no place was found for, and why. */
  readonly unplaced: LaidOut['unplaced'];
}

/**
 * Looks into documents, on threads that are stopped when a document takes too long. Both answer undefined for a document
 * that cannot be worked on, and throw AppError server.unavailable when too much is being worked on at once.
 */
export abstract class DocumentInspector {
  /** @param chances tries at what takes too long: 2 unless told */
  abstract inspect(document: BpmnDocument, chances?: number): Promise<ImportReport | undefined>;
  /** Undefined also when there is nothing to place. */
  abstract layOut(document: BpmnDocument): Promise<LaidOutDocument | undefined>;
}

/** One file of an import: its bytes, or why it is refused from the start. */
export type ImportCandidate = { readonly name: string; readonly bytes: Buffer } | { readonly name: string; readonly refusal: string };

export interface ImportDraft {
  readonly id: string;
  readonly workspaceId: string;
  readonly projectId: string | null;
  readonly files: readonly ImportCandidate[];
}

export interface WaitingFile {
  readonly position: number;
  readonly name: string;
  readonly projectId: string | null;
  readonly bytes: Buffer;
}

/** Why a file was refused, where, and the line itself. */
export interface FileRefusal {
  readonly detail: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly quote: string | null;
}

/** What was found in a file: in short, and all of it. */
export interface FileFindings {
  readonly found: ImportFound;
  readonly report: ImportReport;
}

/** Findings are null when the document could not be looked into. */
export type FileReport = { readonly diagramId: string; readonly findings: FileFindings | null } | FileRefusal;

/** Imports and their files. Throws as Diagrams does, and import.not_found. */
export abstract class Imports {
  abstract start(author: Author, draft: ImportDraft, once?: Once): Promise<Import>;
  abstract read(author: Author, id: string): Promise<Import>;
  /** One file, by its place from 1, with its whole report. */
  abstract readFile(author: Author, id: string, position: number): Promise<ImportFile & { report: ImportReport | null }>;
  /** The next file that waits, after a position (0: from the start). */
  abstract nextFile(workspaceId: string, importId: string, after: number): Promise<WaitingFile | undefined>;
  /** What became of a file. Lets its bytes go; a second report changes nothing. */
  abstract reportFile(workspaceId: string, importId: string, position: number, report: FileReport): Promise<void>;
}

/** What may still come out of archives before an import is too large. */
export interface UnpackingRoom {
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
}

/** Unpacks a .zip file within bounds; a broken archive or entry becomes a refused candidate, never an error. */
export abstract class Archives {
  abstract unpack(name: string, bytes: Buffer, room: UnpackingRoom): Promise<readonly ImportCandidate[]>;
}
