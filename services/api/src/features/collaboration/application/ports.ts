/** A document by where it lives: rows of other workspaces are out of reach. */
export interface Place {
  readonly workspaceId: string;
  readonly diagramId: string;
}

/** What a ticket is bound to. */
export interface Admission extends Place {
  readonly userId: string;
  /** The session it was asked for in, null when there is none. */
  readonly sessionId: string | null;
  readonly canWrite: boolean;
}

/** Somebody a ticket let in. */
export interface Guest extends Admission {
  readonly name: string;
}

/** Why a ticket lets nobody in. `unknown`: never issued, or used before. */
export type TicketRefusal = 'unknown' | 'late' | 'forbidden' | 'gone';

/** Tickets, kept as hashes. Both throw AppError server.unavailable. */
export abstract class LiveTickets {
  /** @throws AppError diagram.not_found for a diagram that is not there (for this person), or is in the trash */
  abstract issue(who: { readonly userId: string; readonly sessionId: string | null }, diagramId: string, hash: Buffer, expiresAt: Date): Promise<Admission>;

  /** Uses a ticket up, whatever comes of it. The right is the weaker one of then and now. */
  abstract redeem(workspaceId: string, hash: Buffer): Promise<Guest | TicketRefusal>;
}

/** A row of the journal: an update, or the snapshot that stands for all up to its number. */
export interface Row {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** How an open document and its diagram stand. */
export interface Standing {
  readonly diagramId: string;
  readonly sequence: number;
  /** The version last written from the document or brought into it. */
  readonly baseVersion: number;
  readonly version: number;
  readonly deleted: boolean;
}

export interface JournalState {
  readonly sequence: number;
  readonly snapshotSequence: number;
  readonly baseVersion: number;
  readonly baseText: string;
  /** Whether there are edits that no version holds. */
  readonly unwritten: boolean;
  /** Whose, the latest last. */
  readonly authors: readonly string[];
  /** Who answers for the workspace. */
  readonly owners: readonly string[];
  /** The version somebody began to write, should they not have come to its end. */
  readonly writing: { readonly sequence: number; readonly sha256: Buffer } | undefined;
}

/** A version that a document is brought up to, or was written as. */
export interface Base {
  readonly version: number;
  readonly text: string;
}

/** The journal of live documents. What is in it is durable. Every method is one round trip and throws AppError server.unavailable. */
export abstract class LiveJournal {
  /** What came after a row, in order; nothing when there is no document. @param after -1: all */
  abstract read(place: Place, after: number): Promise<readonly Row[]>;
  /** Makes the document of a diagram that has none. @returns whether this call did */
  abstract seed(place: Place, base: Base, snapshot: Uint8Array): Promise<boolean>;
  /** @returns the number of the row; undefined when the diagram is deleted */
  abstract append(place: Place, bytes: Uint8Array, authors: readonly string[]): Promise<number | undefined>;
  /** Notes a version of elsewhere as brought in, by what it changed. @returns false when somebody did so before */
  abstract merge(place: Place, from: number, base: Base, bytes: Uint8Array | undefined): Promise<boolean>;
  /** Puts a snapshot in place of the rows it holds. */
  abstract compact(place: Place, snapshot: Row): Promise<void>;
  abstract look(places: readonly Place[]): Promise<readonly Standing[]>;
  abstract state(place: Place): Promise<JournalState | undefined>;
  /** Takes the pen for a version that follows `from`. @returns whether it was free */
  abstract claim(place: Place, from: number, sequence: number, sha256: Buffer): Promise<boolean>;
  /** Puts the pen down: all up to the sequence is in a version. @returns false when another version came in between */
  abstract written(place: Place, from: number, base: Base, sequence: number): Promise<boolean>;
}

/** A diagram as it stands in its newest version. */
export interface CurrentText {
  readonly version: number;
  readonly text: string;
  /** Of its bytes. */
  readonly sha256: Buffer;
  readonly deleted: boolean;
}

/** The diagrams behind the documents. */
export abstract class LiveDiagrams {
  /** Undefined when it is gone for good. */
  abstract current(place: Place): Promise<CurrentText | undefined>;
  /** The SHA-256 a text will have as the content of a version. */
  abstract sha256(text: string): Buffer;
  /**
   * Saves as everybody does.
   * @returns the version that holds the text now
   * @throws AppError diagram.version_conflict, diagram.deleted, diagram.not_found, auth.forbidden and what the gate throws
   */
  abstract save(userId: string, diagramId: string, expectedVersion: number, text: string): Promise<number>;
}

/** The costly work on whole documents, away from the event loop. Throws when a document cannot be worked on, or too much is waiting. */
export abstract class DocumentWork {
  /** The first state of a document, of a text. */
  abstract stateOf(text: string): Promise<Uint8Array>;
  /** The text of a document. @param last what it was made of or written as last: what nobody edited stays as it is there */
  abstract textOf(state: readonly Uint8Array[], last: string): Promise<string>;
  /** What was changed from one text to another, as an update; undefined when it is nothing. */
  abstract updateOf(state: readonly Uint8Array[], before: string, after: string): Promise<Uint8Array | undefined>;
}
