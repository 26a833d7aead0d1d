import { LIVE_CODES, LIVE_MESSAGE_BYTES, type LiveCode, type LiveNews } from '@bpmn-studio/contracts';
import type { Connection, Hocuspocus, WebSocketLike } from '@hocuspocus/server';
import type { Guest } from '../application/ports.js';
import { Allowance } from '../domain/allowance.js';
import { LiveRefusal } from '../domain/live-refusal.js';
import { readFrame } from '../domain/read-frame.js';

/** The first message, and what follows it in one go. */
const GREETING_MS = 10_000;
const MOST_EARLY = 64;
/** What a person at work sends: twenty moves of the mouse a second, some edits, now and then a lot at once. */
const MESSAGES = { atOnce: 400, perSecond: 100 };
const BYTES = { atOnce: 8 * LIVE_MESSAGE_BYTES, perSecond: 2 * LIVE_MESSAGE_BYTES };
/** Each is answered with the whole document. */
const ASKS = { atOnce: 10, perSecond: 0.5 };
/** Who does not answer a good-bye within this time is cut off. */
const GOOD_BYE_MS = 2_000;
/** What waits to be worked on, and what waits to be taken by a client that reads too slowly. */
const MOST_IN_HAND = 1_000;
const MOST_UNREAD_BYTES = 64 * 1024 * 1024;

/** As the WebSocket of browsers counts. */
const [OPEN, CLOSING, CLOSED] = [1, 2, 3];

/** What the protocol's library makes of a socket. */
export type ClientConnection = Pick<ReturnType<Hocuspocus['handleConnection']>, 'handleMessage' | 'handleClose'>;

/** The wire below, as far as it is used. */
export interface Wire {
  /** @returns the bytes that wait to be sent */
  send(data: Uint8Array): number;
  close(code: number, reason: string): void;
  /** Without a word to the other side. */
  terminate(): void;
}

export interface SocketParts {
  /** Lets somebody in by their ticket: the document is open, and the connection made. @throws LiveRefusal and others */
  readonly admit: (socket: LiveSocket, ticket: string, document: string) => Promise<ClientConnection>;
  /** Told once, when it is closed by us; the error is why. */
  readonly onRefused: (socket: LiveSocket, code: LiveCode, error: unknown) => void;
}

/**
 * A socket of one person in one document. Every message is looked at here first: what is garbage, too much or too fast closes it
 * before anybody works on it. Messages reach the document in the order in which they came.
 */
export class LiveSocket implements WebSocketLike {
  guest: Guest | undefined;
  /** As the protocol's library knows this socket, once it is in. */
  connection: Connection | undefined;
  readyState: number = OPEN;
  private client: ClientConnection | undefined;
  private greeted: string | undefined;
  private early: Uint8Array[] = [];
  private inHand = 0;
  private goodBye: NodeJS.Timeout | undefined;
  private readonly messages = new Allowance(MESSAGES.atOnce, MESSAGES.perSecond);
  private readonly bytes = new Allowance(BYTES.atOnce, BYTES.perSecond);
  private readonly asks = new Allowance(ASKS.atOnce, ASKS.perSecond);
  private readonly greeting = setTimeout(() => this.refuse(new LiveRefusal(4401, 'no ticket came in time')), GREETING_MS).unref();

  constructor(
    private readonly wire: Wire,
    /** Where it comes from, as limits count. */
    readonly network: string,
    private readonly parts: SocketParts,
  ) {}

  /** A message came. Text is no message of this protocol. */
  receive(message: Uint8Array | string): void {
    if (this.readyState !== OPEN) return;
    try {
      this.take(message);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** A message was worked on. */
  handled(): void {
    this.inHand -= 1;
  }

  /** The other side is gone, or has taken note that we are. */
  ended(code: number): void {
    this.readyState = CLOSED;
    clearTimeout(this.greeting);
    clearTimeout(this.goodBye);
    this.early = [];
    this.client?.handleClose({ code, reason: '' });
  }

  /** Closes it for a reason, once; whatever is no LiveRefusal is our fault, and may be gone at the next try. */
  refuse(error: unknown): void {
    if (this.readyState !== OPEN) return;
    const code = error instanceof LiveRefusal ? error.code : 4503;
    this.parts.onRefused(this, code, error);
    this.close(code, LIVE_CODES[code].reason);
  }

  /** Says something beside the document. */
  tell(news: LiveNews): void {
    if (this.readyState === OPEN) this.connection?.sendStateless(JSON.stringify(news));
  }

  send(data: unknown): void {
    if (this.readyState !== OPEN || !(data instanceof Uint8Array)) return;
    if (this.wire.send(data) <= MOST_UNREAD_BYTES) return;
    this.readyState = CLOSING; // whoever does not read would not read a good-bye either
    this.wire.terminate();
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState !== OPEN) return;
    this.readyState = CLOSING;
    clearTimeout(this.greeting);
    this.wire.close(code, reason);
    this.goodBye = setTimeout(() => this.wire.terminate(), GOOD_BYE_MS).unref();
  }

  private take(message: Uint8Array | string): void {
    if (typeof message === 'string') throw new LiveRefusal(4400, 'a text, where all messages are binary');
    if (message.length > LIVE_MESSAGE_BYTES) throw new LiveRefusal(4400, 'a message that is too large');
    if (!this.messages.take(1) || !this.bytes.take(message.length)) throw new LiveRefusal(4429, 'too many messages');
    const frame = readFrame(message);
    if (frame.kind === 'nothing') return;
    if (this.greeted === undefined) {
      if (frame.kind !== 'auth') throw new LiveRefusal(4401, 'the first message brings no ticket');
      this.greeted = frame.document;
      void this.enter(frame.token, message);
      return;
    }
    if (frame.document !== this.greeted) throw new LiveRefusal(4400, 'a message about another document');
    if (frame.kind === 'auth') throw new LiveRefusal(4400, 'a second ticket');
    if (frame.kind === 'ask' && !this.asks.take(1)) throw new LiveRefusal(4429, 'the whole document was asked for too often');
    this.handOn(message);
  }

  private handOn(message: Uint8Array): void {
    if (this.client === undefined) {
      if (this.early.length >= MOST_EARLY) throw new LiveRefusal(4429, 'too much before anybody was let in');
      this.early.push(message);
      return;
    }
    if (this.inHand >= MOST_IN_HAND) throw new LiveRefusal(4429, 'more than can be worked on');
    this.inHand += 1;
    this.client.handleMessage(message);
  }

  private async enter(ticket: string, message: Uint8Array): Promise<void> {
    try {
      const client = await this.parts.admit(this, ticket, this.greeted ?? '');
      clearTimeout(this.greeting);
      if (this.readyState !== OPEN) return client.handleClose();
      this.client = client;
      client.handleMessage(message);
      for (const waiting of this.early.splice(0)) this.handOn(waiting);
    } catch (error) {
      this.refuse(error);
    }
  }
}
