import { checkUpdate } from '@bpmn-studio/bpmn/shared';
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs';
import { GroupAppends, type Edit } from '../application/group-appends.js';
import type { LiveJournal, Place, Row } from '../application/ports.js';
import { LiveRefusal } from '../domain/live-refusal.js';
import { keepTrying } from './keep-trying.js';
import { recordAppend } from './live-metrics.js';

/** Rows, or bytes of them, after which they are put into a snapshot. */
const MOST_ROWS = 500;
const MOST_BYTES = 4 * 1024 * 1024;
const STAGE_MS = 15_000;
/** Each tab that edits has a number of its own; older ones are forgotten. */
const MOST_CLIENTS = 10_000;
/** Marks what comes out of the journal: it goes to everybody here, and nobody stores it again. */
const FROM_JOURNAL = { source: 'local', skipStoreHooks: true } as const;

export interface RoomParts {
  readonly journal: LiveJournal;
  /** What is told when rows were added to the journal here. */
  readonly onAppended: (room: LiveRoom) => void;
  /** Who shows themselves under a number of the document's library, somewhere. */
  readonly personAt: (client: number) => string | undefined;
}

/**
 * A document that is open in this process. An edit is looked at on a copy of the document (the stage), put into the journal, and only
 * then let into the document that everybody sees.
 */
export class LiveRoom {
  /** The last row of the journal that is in the document. */
  known: number;
  /** Whether something failed that leaves the copy ahead of the journal: nobody works on in this room. */
  broken = false;
  /** Made when somebody edits, and let go when nobody has for a while: who only looks is not to cost a document twice. */
  private stage: Doc | undefined;
  private lastEdit = 0;
  private fresh: Uint8Array[] = [];
  /** Edits that are on the stage and not in the document yet. */
  private readonly underWay = new Set<Uint8Array>();
  private readonly group = new GroupAppends((edits) => this.append(edits), () => (this.broken = true));
  /** Who edits under which number: whoever wrote under another's would make that one's next edits vanish. */
  private readonly clients = new Map<number, string>();
  private catching: Promise<void> | undefined;
  private rows = 0;
  private bytes = 0;

  /** @param doc the document everybody sees, empty; it is filled from the rows of the journal */
  constructor(
    readonly place: Place,
    private readonly doc: Doc,
    rows: readonly Row[],
    private readonly parts: RoomParts,
  ) {
    doc.transact(() => {
      for (const { bytes } of rows) applyUpdate(doc, bytes, FROM_JOURNAL);
    }, FROM_JOURNAL);
    this.known = rows.at(-1)?.sequence ?? 0;
    this.count(rows.slice(1));
  }

  /**
   * Resolves when an edit is durable; the caller lets it into the document then, in the same turn.
   * @throws LiveRefusal when it must not be, or cannot be kept
   */
  async admit(update: Uint8Array, userId: string): Promise<void> {
    if (this.broken) throw new LiveRefusal(4503, 'the document is about to be opened anew');
    if (!this.isRight(update, userId)) {
      // It holds, or builds on, what another process told the client already, and us not yet.
      await this.catchUp();
      this.isRight(update, userId, true);
    }
    const [only, ...more] = this.fresh.splice(0);
    if (only === undefined) {
      await this.group.settled(); // known already, though perhaps not durable yet
      if (this.broken) throw new LiveRefusal(4503, 'what the edit repeats could not be kept');
      return;
    }
    const bytes = more.length === 0 ? only : mergeUpdates([only, ...more]);
    this.underWay.add(bytes);
    await this.group.add({ bytes, userId });
    // Once this turn is over the caller has let it into the document.
    setImmediate(() => this.underWay.delete(bytes));
  }

  /** Reads what other processes put into the journal. */
  catchUp(): Promise<void> {
    return (this.catching ??= this.readOn().finally(() => (this.catching = undefined)));
  }

  /** All that was begun is in the journal, or has failed. */
  async settled(): Promise<void> {
    await this.group.settled();
  }

  /** Lets go of what an editor needs when there is none; puts the rows into a snapshot when there are many. Called now and then. */
  async tidy(now: number): Promise<void> {
    if (this.underWay.size === 0 && now - this.lastEdit > STAGE_MS) this.unstage();
    if (this.broken || (this.rows < MOST_ROWS && this.bytes < MOST_BYTES)) return;
    [this.rows, this.bytes] = [0, 0];
    await this.parts.journal.compact(this.place, { sequence: this.known, bytes: mergeUpdates([encodeStateAsUpdate(this.doc), ...this.underWay]) });
  }

  close(): void {
    this.broken = true;
    this.unstage();
  }

  /** Tries an update on the stage. False: it may be right once we have read on. @throws LiveRefusal when it never will be */
  private isRight(update: Uint8Array, userId: string, last = false): boolean {
    this.lastEdit = performance.now();
    this.stage ??= this.staged();
    this.fresh = [];
    const verdict = checkUpdate(this.stage, update);
    if (verdict.ok && this.isOwn(verdict.authors, userId)) return true;
    this.unstage();
    const fault = verdict.ok ? 'early' : verdict.fault;
    if (fault === 'early' && !last) return false;
    throw new LiveRefusal(fault === 'garbage' || fault === 'too_large' ? 4400 : 4409, `the update is refused: ${verdict.ok ? 'under the number of somebody else' : fault}`);
  }

  private isOwn(clients: ReadonlySet<number>, userId: string): boolean {
    for (const client of clients) if ((this.clients.get(client) ?? this.parts.personAt(client) ?? userId) !== userId) return false;
    for (const client of clients) this.clients.set(client, userId);
    for (const client of this.clients.keys()) {
      if (this.clients.size <= MOST_CLIENTS) break;
      this.clients.delete(client);
    }
    return true;
  }

  private staged(): Doc {
    const stage = new Doc();
    applyUpdate(stage, encodeStateAsUpdate(this.doc));
    for (const update of this.underWay) applyUpdate(stage, update);
    stage.on('update', (update: Uint8Array) => this.fresh.push(update));
    return stage;
  }

  private unstage(): void {
    this.stage?.destroy();
    this.stage = undefined;
  }

  private async append(edits: readonly Edit[]): Promise<void> {
    const [first] = edits;
    const bytes = edits.length === 1 && first !== undefined ? first.bytes : mergeUpdates(edits.map((edit) => edit.bytes));
    const authors = [...new Set(edits.map(({ userId }) => userId).toReversed())].toReversed();
    const start = performance.now();
    const sequence = await keepTrying(() => this.parts.journal.append(this.place, bytes, authors));
    recordAppend((performance.now() - start) / 1_000);
    if (sequence === undefined) throw new LiveRefusal(4404, 'the diagram is gone');
    this.count([{ sequence, bytes }]);
    if (sequence === this.known + 1) this.known = sequence;
    this.parts.onAppended(this);
    if (sequence > this.known) void this.catchUp().catch(() => undefined); // the look finds what is missing, should this fail
  }

  private async readOn(): Promise<void> {
    const rows = await this.parts.journal.read(this.place, this.known);
    if (rows.length === 0) return;
    this.doc.transact(() => {
      for (const { bytes } of rows) applyUpdate(this.doc, bytes, FROM_JOURNAL);
    }, FROM_JOURNAL);
    if (this.stage !== undefined) for (const { bytes } of rows) applyUpdate(this.stage, bytes, FROM_JOURNAL);
    this.fresh = [];
    this.known = Math.max(this.known, rows.at(-1)?.sequence ?? 0);
    this.count(rows);
  }

  private count(rows: readonly Row[]): void {
    this.rows += rows.length;
    this.bytes += rows.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }
}
