import { uniqueKey } from '../../../lib/unique-key.js';
import type { Drawing } from '../canvas/drawing.js';
import { readable } from '../canvas/opened-text.js';
import type { LiveEditing } from '../live/live-editing.js';
import { isLiveAtRisk, liveStatus } from '../live/live-status.js';
import { ticketFor } from '../live/live-ticket.js';
import { keepCopy, type KeptCopy, type Owner } from '../save/device-store.js';
import type { NotSaved, SaveRunner } from '../save/save-runner.js';
import type { SaveStatus } from '../save/save-status.js';
import { within } from '../save/within.js';
import { readDiagram } from './open-diagram.js';
import { keepVersion } from './server-ports.js';

/** A server that does not answer sooner is not waited for: the editor works without others. */
const TICKET_MS = 3_000;
/** From an edit until the drawing is written down for whatever reads its text. */
const WRITE_DOWN_MS = 500;

export interface LiveWorkParts {
  readonly owner: Owner;
  readonly drawing: Drawing;
  readonly saving: SaveRunner;
  readonly content: () => Promise<{ readonly title: string; readonly xml: string }>;
  /** What is on the canvas now can be opened without a network later on. */
  readonly remember: () => void;
  readonly onReopen: (aside: KeptCopy | null) => void;
}

/**
 * Where the edits of an open diagram go: to the others who edit it at this moment, or, where nobody can be joined or that is
 * over, to saving. What is shared needs no saving; titles are saved in either case.
 */
export class LiveWork {
  /** The others; null where the diagram is edited alone. */
  editing: LiveEditing | null = null;
  private readonly listeners = new Set<() => void>();
  private words: SaveStatus | null = null;
  private writing: ReturnType<typeof setTimeout> | undefined;
  private version: number | null = null;
  private isOver = false;
  private isClosed = false;

  constructor(private readonly parts: LiveWorkParts) {}

  /** Whether what is drawn is shared at this moment. */
  get isOn(): boolean {
    return this.editing !== null && this.editing.state.phase !== 'ended' && this.editing.state.right !== 'read';
  }

  /** What the toolbar says; null where saving has the word. */
  get status(): SaveStatus | null {
    return this.words;
  }

  get isAtRisk(): boolean {
    return this.editing !== null && isLiveAtRisk(this.editing.state);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Joins those who edit the diagram, and shows what they see. @returns false where it is to be edited alone */
  async join(signal: AbortSignal): Promise<boolean> {
    const { owner, drawing, saving } = this.parts;
    const { xml, session } = saving.state;
    if (readable(xml).originals.size > 0) return false; // the canvas knows ids the others do not
    const ticket = await within(TICKET_MS, ticketFor(owner, signal)).catch((error: unknown) => (console.warn('This diagram is edited alone', error), null));
    if (ticket?.right !== 'write' || signal.aborted) return false;
    const { LiveEditing } = await import('../live/live-editing.js');
    const editing = await LiveEditing.join(owner, session, ticket);
    if (editing === null) return false;
    if (signal.aborted) return editing.close().then(() => false);
    this.editing = editing;
    await drawing.openShared(xml, (viewer, onSettled) => editing.show(viewer as never, onSettled));
    this.version = editing.state.version;
    editing.session.subscribe(() => this.told());
    this.told();
    this.drawn();
    return true;
  }

  /** Something was drawn, or a letter of a label typed. */
  edited(): void {
    if (!this.isOn) return this.parts.saving.send({ type: 'edited' });
    this.drawn();
  }

  /** The drawing is another one than it was, by whomever. */
  drawn(): void {
    if (this.isOn) this.writing ??= setTimeout(() => void this.writeDown(), WRITE_DOWN_MS);
  }

  /** Asks for a version of what is there, and gives it a name where there is one. */
  async save(message?: string): Promise<NotSaved | null> {
    const { editing, parts } = this;
    if (!(await editing?.version())) return { words: this.words?.words ?? 'Not saved yet', reason: null };
    if (message === undefined) return null;
    const { stored } = await readDiagram(parts.owner);
    await keepVersion(parts.owner, stored.version, message);
    parts.saving.send({ type: 'changed-elsewhere', version: stored.version });
    return null;
  }

  signedIn(): void {
    this.editing?.session.again();
  }

  /** The page may end. */
  leaving(): void {
    if (this.isOn) this.editing?.session.keepNow();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.writing);
    this.listeners.clear();
    const { editing } = this;
    if (editing === null) return;
    if (!this.isOn) await editing.session.forget(); // what was unsent went to saving
    await editing.close();
  }

  private told(): void {
    const { editing, parts } = this;
    if (editing === null || this.isClosed) return;
    const { version, end, unsent, phase, right } = editing.state;
    if (version !== null && version !== this.version) parts.saving.send({ type: 'changed-elsewhere', version });
    this.version = version;
    const before = this.words;
    this.words = liveStatus(editing.state);
    if (phase === 'ended' || right === 'read') {
      if (this.isOver) return;
      this.isOver = true;
      parts.saving.send({ type: 'shared', xml: null });
      if (end === 'refused_edit' || end === 'garbage') void this.putAside(editing);
      else if (unsent > 0) parts.saving.send({ type: 'edited' }); // the server says to saving what became of the diagram
      else if (phase === 'ended') parts.saving.send({ type: 'changed-elsewhere', version: Number.MAX_SAFE_INTEGER });
      else parts.onReopen(null);
    }
    if (before?.words !== this.words?.words) for (const listener of this.listeners) listener();
  }

  /** The server does not take what was done here: it is kept on this device, and the diagram opened as the others have it. */
  private async putAside({ session }: LiveEditing): Promise<void> {
    const { owner, content, onReopen } = this.parts;
    const copy = { ...owner, ...(await content()), id: uniqueKey(), at: Date.now() };
    await keepCopy(copy);
    await session.forget();
    onReopen(copy);
  }

  private async writeDown(): Promise<void> {
    const { drawing, saving } = this.parts;
    try {
      const { xml } = await drawing.writeDown(false);
      this.writing = undefined;
      if (this.isClosed || !this.isOn) return;
      saving.send({ type: 'shared', xml });
      this.parts.remember();
    } catch (error) {
      this.writing = undefined;
      if (!this.isClosed) console.warn('The drawing could not be written down', error);
    }
  }
}
