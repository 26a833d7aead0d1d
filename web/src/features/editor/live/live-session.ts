import { HocuspocusProvider } from '@hocuspocus/provider';
import { LIVE_PATH, type LiveNews } from '@bpmn-studio/contracts';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, type Transaction } from 'yjs';
import { ApiError, isProblem } from '../../../api/client.js';
import { SignedInAsAnother } from '../save/answer-of-error.js';
import { BEFORE_LIVE, liveStep, waitBefore, type LiveEnd, type LiveInput, type LiveState } from './live-state.js';
import { ticketFor, type LiveTicket } from './live-ticket.js';

/** From an edit until it is on the device, while the server has not acknowledged it. */
const KEEP_AFTER_MS = 250;
/** The device refused to keep them: until it is asked again. */
const KEEP_AGAIN_MS = 5_000;

/** Edits that the server has not acknowledged, as the device keeps them: they build on what it has. */
export interface UnsentEdits {
  readonly key: string;
  readonly update: Uint8Array;
}

/** Where edits are kept until the server has them. */
export interface LiveShelf {
  /** What earlier sessions of this person left on this device for this diagram. */
  left(): Promise<readonly UnsentEdits[]>;
  keep(edits: UnsentEdits): Promise<void>;
  drop(key: string): Promise<void>;
}

export interface LiveSessionOptions {
  readonly userId: string;
  readonly diagramId: string;
  /** Of this editor; its lock tells other tabs that the edits kept under it are being taken care of. */
  readonly session: string;
  readonly shelf: LiveShelf;
  /** For the first socket, where one was asked for already. */
  readonly ticket?: LiveTicket;
  /** Origin of the page; the socket is opened there. */
  readonly address?: string;
}

/** Marks what comes from this device: it is sent to the server, and nobody here can undo it. */
const FROM_DEVICE = {};

/**
 * The line between a document that is open here and the server. Each socket is opened with a ticket of its own; one that closes
 * is opened again after growing waits, unless the server says that this is over. What the server has not acknowledged is kept on
 * the device.
 */
export class LiveSession {
  readonly doc = new Doc();
  /** Of the transactions with what is drawn here. */
  readonly origin = {};
  private readonly provider: HocuspocusProvider;
  private readonly listeners = new Set<() => void>();
  private readonly stop = new AbortController();
  private current = BEFORE_LIVE;
  private ticket = '';
  /** A socket is open or being opened: what it says of its end counts once. */
  private isTried = false;
  private isForgotten = false;
  private acknowledged: Uint8Array = encodeStateVector(this.doc);
  private fromDevice: readonly UnsentEdits[] = [];
  private retry: ReturnType<typeof setTimeout> | undefined;
  private keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: LiveSessionOptions) {
    const url = new URL(LIVE_PATH, options.address ?? location.origin);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.provider = new HocuspocusProvider({
      url: url.href,
      name: options.diagramId,
      document: this.doc,
      token: () => this.ticket,
      autoConnect: false,
      maxAttempts: 1, // whether and when it is tried again is decided here
      onSynced: () => void this.synced(),
      onUnsyncedChanges: ({ number }) => number === 0 && this.isAcknowledged(),
      onStateless: ({ payload }) => this.told(payload),
      onClose: ({ event }) => this.closed(event.code),
      onAuthenticationFailed: () => this.closed(4401),
    } as ConstructorParameters<typeof HocuspocusProvider>[0]);
    this.provider.configuration.websocketProvider.on('maxAttemptsFailed', () => this.closed(1006));
    this.doc.on('update', this.updated);
    window.addEventListener('online', () => this.connectSoon(0), { signal: this.stop.signal });
    void this.connect(options.ticket);
  }

  get state(): LiveState {
    return this.current;
  }

  /** Where others are and what they point at. */
  get awareness() {
    return this.provider.awareness;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Asks for a version of what is there now; it comes as news. */
  wantVersion(): void {
    this.provider.sendStateless(JSON.stringify({ type: 'write' }));
  }

  /** Resolves once the state is such; rejects when the session ends before. */
  until(isSo: (state: LiveState) => boolean): Promise<LiveState> {
    if (isSo(this.current)) return Promise.resolve(this.current);
    return new Promise((resolve, reject) => {
      const unsubscribe = this.subscribe(() => {
        const isOver = this.current.phase === 'ended' || this.stop.signal.aborted;
        if (!isSo(this.current) && !isOver) return;
        unsubscribe();
        if (isSo(this.current)) resolve(this.current);
        else reject(new Error(`Editing live is over: ${this.current.end ?? 'closed'}`));
      });
    });
  }

  /** Somebody signed in again. */
  readonly again = (): void => {
    if (this.current.end === 'signed_out') this.connectSoon(0);
  };

  /** What is unsent is somewhere else now, or is to go: neither this session nor a later one sends it. */
  async forget(): Promise<void> {
    this.doc.off('update', this.updated);
    clearTimeout(this.keeping);
    this.isForgotten = true;
    await this.options.shelf.drop(this.options.session);
  }

  /** The page may end: what is unsent goes to the device without the pause. */
  readonly keepNow = (): void => void this.keep();

  /** Leaves. What the server has not acknowledged is put on the device first. */
  async close(): Promise<void> {
    if (this.stop.signal.aborted) return;
    this.doc.off('update', this.updated);
    await this.keep();
    this.stop.abort();
    clearTimeout(this.retry);
    this.provider.destroy();
    for (const listener of this.listeners) listener();
    this.listeners.clear();
    this.doc.destroy();
  }

  private async connect(given?: LiveTicket): Promise<void> {
    try {
      const asked = given ?? (await ticketFor(this.options, this.stop.signal));
      if (this.stop.signal.aborted) return;
      if (asked === null) return this.send({ type: 'no-ticket', end: 'off' });
      this.ticket = asked.ticket;
      this.send({ type: 'ticket', right: asked.right });
      this.isTried = true;
      void this.provider.connect();
    } catch (error) {
      if (this.stop.signal.aborted) return;
      this.send({ type: 'no-ticket', end: endOf(error) });
      this.tryAgain();
    }
  }

  private closed(code: number): void {
    if (this.stop.signal.aborted || !this.isTried) return;
    this.isTried = false;
    this.provider.disconnect();
    this.send({ type: 'closed', code });
    this.tryAgain();
  }

  private tryAgain(): void {
    if (this.current.end === null) this.connectSoon(waitBefore(this.current.failures, Math.random()));
  }

  private connectSoon(wait: number): void {
    if (this.isTried || this.current.phase === 'ended') return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), wait);
  }

  /** What earlier sessions left here follows once the document it builds on is there. */
  private async synced(): Promise<void> {
    if (this.current.phase === 'connecting') {
      this.fromDevice = await this.options.shelf.left().catch((error: unknown) => (console.warn('Edits left on this device could not be read', error), []));
      if (this.stop.signal.aborted || !this.provider.synced) return; // the socket that comes next begins again
      for (const { update } of this.fromDevice) applyUpdate(this.doc, update, FROM_DEVICE);
    }
    this.send({ type: 'synced' });
    if (!this.provider.hasUnsyncedChanges) this.isAcknowledged();
  }

  private isAcknowledged(): void {
    this.acknowledged = encodeStateVector(this.doc);
    this.send({ type: 'acknowledged' });
    if (this.current.phase !== 'live') return;
    clearTimeout(this.keeping);
    this.keeping = undefined;
    const over = [this.options.session, ...this.fromDevice.map(({ key }) => key)];
    this.fromDevice = [];
    for (const key of over) this.options.shelf.drop(key).catch((error: unknown) => console.warn('Edits the server has stay on this device', error));
  }

  private readonly updated = (_update: Uint8Array, origin: unknown, _doc: Doc, { local }: Transaction): void => {
    if (!local && origin !== FROM_DEVICE) return;
    this.send({ type: 'edited' });
    this.keeping ??= setTimeout(() => void this.keep(), KEEP_AFTER_MS);
  };

  private async keep(): Promise<void> {
    clearTimeout(this.keeping);
    this.keeping = undefined;
    const { unsent } = this.current;
    if (unsent === 0 || this.isForgotten) return;
    const edits = { key: this.options.session, update: encodeStateAsUpdate(this.doc, this.acknowledged) };
    try {
      await this.options.shelf.keep(edits);
      this.send({ type: 'kept', unsent });
    } catch (error) {
      console.warn('Edits could not be kept on this device', error);
      this.send({ type: 'keep-failed' });
      if (!this.stop.signal.aborted) this.keeping ??= setTimeout(() => void this.keep(), KEEP_AGAIN_MS);
    }
  }

  private told(payload: string): void {
    const news = parsed(payload);
    if (isNews(news)) this.send({ type: 'news', news });
  }

  private send(input: LiveInput): void {
    this.current = liveStep(this.current, input);
    for (const listener of this.listeners) listener();
  }
}

/** What a refused ticket means; null where asking again may help. */
function endOf(error: unknown): LiveEnd | null {
  if (error instanceof SignedInAsAnother) return 'signed_out';
  if (isProblem(error, 'diagram.not_found', 'diagram.deleted')) return 'diagram_gone';
  if (!(error instanceof ApiError)) return null;
  if (error.status === 401) return 'signed_out';
  return error.status === 403 || error.status === 404 ? 'no_access' : null;
}

/** What a newer server says beside this is not for us. */
function isNews(value: unknown): value is LiveNews {
  const { type, version, right } = (value ?? {}) as { type?: unknown; version?: unknown; right?: unknown };
  return (type === 'written' && Number.isInteger(version)) || type === 'not_written' || (type === 'right' && (right === 'write' || right === 'read'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
