import { liveWishSchema, type LiveCode, type LiveNews } from '@bpmn-studio/contracts';
import { Hocuspocus, type Document } from '@hocuspocus/server';
import type { OpenJournal } from '../application/open-journal.js';
import type { Guest, LiveJournal, Place } from '../application/ports.js';
import { LiveRefusal } from '../domain/live-refusal.js';
import { LiveRoom } from './live-room.js';
import type { ClientConnection, LiveSocket } from './live-socket.js';
import { checkPresence } from './check-presence.js';

/** What the protocol's library carries along with a connection. */
interface Context {
  readonly guest: Guest;
  readonly socket: LiveSocket;
}

export interface RoomsParts {
  readonly journal: LiveJournal;
  readonly open: OpenJournal;
  readonly mostDocuments: number;
  /** Somebody here edited; rows are in the journal. */
  readonly onAppended: (place: Place) => void;
  readonly onPresence: (place: Place, document: Document, people: readonly number[]) => void;
  readonly onOpened: (place: Place) => void;
  /** Nobody is in the document any more, here. */
  readonly onLeft: (place: Place) => void;
  readonly onWish: (place: Place) => void;
}

/** Marks presence that another process told of. */
export const FROM_ELSEWHERE = 'elsewhere';
/** A day: sockets that died are found by pings, and who is silent may stay. */
const NEVER_MS = 24 * 3_600_000;
const SYNC_ASK = 0;
/** More than a socket may send while it is let in. */
const MOST_QUEUED_BYTES = 32 * 1024 * 1024;
/** Beats after which a document nobody is in is closed: whoever opened it has gone away before they were in. */
const IDLE_BEATS = 15;

/**
 * The documents open in this process, and the people in them. Hocuspocus speaks the protocol; what it is told to keep, it keeps in
 * the journal first. No message gets to it that it would stumble over, since it says so on the console and not in our log.
 */
export class LiveRooms {
  private readonly rooms = new Map<string, LiveRoom>();
  private readonly hocuspocus: Hocuspocus<Context>;
  private readonly idle = new Map<string, number>();

  constructor(private readonly parts: RoomsParts) {
    this.hocuspocus = new Hocuspocus<Context>({
      quiet: true,
      timeout: NEVER_MS,
      maxUnauthenticatedQueueSize: MOST_QUEUED_BYTES,
      onAuthenticate: async ({ context, connectionConfig }) => void (connectionConfig.readOnly = !context.guest.canWrite),
      onLoadDocument: async ({ context, document }) => void (await this.load(context.guest, document)),
      connected: async ({ context, connection }) => this.settleIn(context, connection),
      beforeSync: async ({ type, payload, connection, context }) => {
        if (type !== SYNC_ASK && !connection.readOnly) await this.keep(payload, connection, context);
      },
      afterHandleMessage: async ({ context }) => context.socket.handled(),
      beforeHandleAwareness: async ({ states, context, awareness }) => void (context && checkPresence(states, awareness.getStates(), context.guest)),
      onAwarenessUpdate: async ({ documentName, document, added, updated, removed, transactionOrigin }) => {
        const room = this.rooms.get(documentName);
        if (room !== undefined && transactionOrigin !== FROM_ELSEWHERE) this.parts.onPresence(room.place, document, [...added, ...updated, ...removed] as number[]);
      },
      onStateless: async ({ payload, connection }) => this.hear(payload, connection as unknown as { context: Context; readOnly: boolean }),
      afterUnloadDocument: async ({ documentName }) => this.leave(documentName),
    });
  }

  get size(): number {
    return this.hocuspocus.documents.size;
  }

  all(): readonly LiveRoom[] {
    return [...this.rooms.values()];
  }

  roomOf(diagramId: string): LiveRoom | undefined {
    return this.rooms.get(diagramId);
  }

  documentOf(diagramId: string): Document | undefined {
    return this.hocuspocus.documents.get(diagramId);
  }

  /** Opens the document of a guest, if nobody has, and seats them. @throws LiveRefusal, AppError */
  async enter(socket: LiveSocket, guest: Guest): Promise<ClientConnection> {
    const name = guest.diagramId;
    if (this.rooms.get(name)?.broken === true) throw new LiveRefusal(4503, 'the document is about to be opened anew');
    if (!this.rooms.has(name) && this.rooms.size + this.hocuspocus.loadingDocuments.size >= this.parts.mostDocuments) throw new LiveRefusal(4503, 'as many documents are open as may be');
    const request = new Request('http://live.invalid/');
    await this.hocuspocus.createDocument(name, request, crypto.randomUUID(), { readOnly: true, isAuthenticated: true }, { guest, socket }).catch(spokenOf);
    return this.hocuspocus.handleConnection(socket, request, { guest, socket });
  }

  /** Closes documents nobody is in; called every second. */
  beat(): void {
    for (const [name, document] of this.hocuspocus.documents) {
      const idle = document.getConnectionsCount() === 0 ? (this.idle.get(name) ?? 0) + 1 : 0;
      if (idle === 0) this.idle.delete(name);
      else this.idle.set(name, idle);
      if (idle > IDLE_BEATS) void this.hocuspocus.unloadDocument(document);
    }
  }

  /** Says something to everybody in a document, here. */
  tell(diagramId: string, news: LiveNews): void {
    this.documentOf(diagramId)?.broadcastStateless(JSON.stringify(news));
  }

  /** Sends everybody off. The document is closed with the last of them. */
  abandon(diagramId: string, code: LiveCode, why: string): void {
    const room = this.rooms.get(diagramId);
    if (room !== undefined) room.broken = true;
    for (const socket of this.socketsIn(diagramId)) socket.refuse(new LiveRefusal(code, why));
  }

  private socketsIn(diagramId: string): readonly LiveSocket[] {
    return (this.documentOf(diagramId)?.getConnections() ?? []).map(({ context }) => (context as Context).socket);
  }

  private async load(guest: Guest, document: Document): Promise<void> {
    const { workspaceId, diagramId } = guest;
    const place = { workspaceId, diagramId };
    const rows = await this.parts.open.run(place).catch(silently);
    this.rooms.set(diagramId, new LiveRoom(place, document, rows, {
      journal: this.parts.journal,
      onAppended: () => this.parts.onAppended(place),
      personAt: (client) => (document.awareness.getStates().get(client)?.['user'] as { readonly id?: string } | undefined)?.id,
    }));
    this.parts.onOpened(place);
  }

  private settleIn({ guest, socket }: Context, connection: LiveSocket['connection']): void {
    socket.connection = connection;
    if (connection !== undefined) connection.readOnly = !(socket.guest ?? guest).canWrite;
  }

  /** An edit that is not kept is not let in: a reader's would not be, so its sender is made one on their way out. */
  private async keep(update: Uint8Array, connection: { readOnly: boolean }, { guest, socket }: Context): Promise<void> {
    const room = this.rooms.get(guest.diagramId);
    try {
      if (room === undefined) throw new LiveRefusal(4503, 'the document is not open');
      await room.admit(update, guest.userId);
    } catch (error) {
      connection.readOnly = true;
      socket.refuse(error);
      if (room?.broken === true) this.abandon(guest.diagramId, error instanceof LiveRefusal ? error.code : 4503, 'an edit could not be kept');
    }
  }

  private hear(payload: string, { context: { guest, socket }, readOnly }: { context: Context; readOnly: boolean }): void {
    const wish = parsed(payload);
    if (!liveWishSchema.safeParse(wish).success) return socket.refuse(new LiveRefusal(4400, 'a wish nobody knows'));
    if (!readOnly) this.parts.onWish(guest);
  }

  private leave(diagramId: string): void {
    const room = this.rooms.get(diagramId);
    if (room === undefined) return;
    this.rooms.delete(diagramId);
    this.idle.delete(diagramId);
    room.close();
    this.parts.onLeft(room.place);
  }
}

/** Carries an error through the library, which prints what has a message; whoever asked gets to see it, and logs it. */
class Unspoken {
  constructor(readonly cause: unknown) {}
}

function silently(error: unknown): never {
  throw new Unspoken(error);
}

function spokenOf(error: unknown): never {
  throw error instanceof Unspoken ? error.cause : error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON is no wish
  }
}
