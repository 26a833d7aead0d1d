import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LIVE_MESSAGE_BYTES, LIVE_PATH, type LiveCode } from '@bpmn-studio/contracts';
import crossws, { type NodeAdapter } from 'crossws/adapters/node';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../../kernel/app-error.js';
import { within } from '../../../kernel/within.js';
import { Config } from '../../../platform/config/index.js';
import { networkBehind, Upgrades, type UpgradeRequest } from '../../../platform/http/index.js';
import { InFlight } from '../../../platform/probes/index.js';
import type { TicketRefusal } from '../application/ports.js';
import { Tickets } from '../application/tickets.js';
import { LiveRefusal } from '../domain/live-refusal.js';
import { LiveAccess } from './live-access.js';
import { recordClosed, watchLive } from './live-metrics.js';
import { LiveSessions } from './live-sessions.js';
import { LiveSocket, type ClientConnection } from './live-socket.js';

/** Beyond this a message is not even read to its end (1009); up to it the socket is closed with a code of ours. */
const MOST_READ_BYTES = 4 * LIVE_MESSAGE_BYTES;
/**
 * No browser sends pings, and answers to them would wait in our memory for as long as somebody sends and does not read. The types of
 * the library do not know the option.
 */
const SERVER_OPTIONS = { maxPayload: MOST_READ_BYTES, perMessageDeflate: false, autoPong: false };
/** Sockets of one network that have shown no ticket yet; each has ten seconds for it. */
const MOST_STRANGERS = 50;
/** What is on its way into the journal when the process stops is waited for so long; what is not kept then was not acknowledged. */
const SETTLE_MS = 2_000;
/** A socket that is told to close is gone within this time. */
const GOOD_BYE_MS = 2_500;

const REFUSALS: Readonly<Record<TicketRefusal, readonly [LiveCode, string]>> = {
  unknown: [4401, 'a ticket that was never given, or was used before'],
  late: [4401, 'a ticket that came too late'],
  forbidden: [4403, 'a ticket of somebody who is no member any more'],
  gone: [4404, 'the diagram is gone'],
};

/** The door of live editing: takes sockets, lets in who has a ticket, and closes them all when the process stops. */
@Injectable()
export class LiveServer extends InFlight implements OnModuleInit, BeforeApplicationShutdown {
  override readonly kind = 'live sessions';
  private readonly logger = new Logger('Live');
  private readonly sockets = new Map<string, LiveSocket>();
  private readonly adapter: NodeAdapter;
  private stopping = false;
  private unwatch = (): void => undefined;

  constructor(
    private readonly config: Config,
    private readonly upgrades: Upgrades,
    private readonly tickets: Tickets,
    private readonly access: LiveAccess,
    private readonly sessions: LiveSessions,
  ) {
    super();
    this.adapter = crossws({
      serverOptions: SERVER_OPTIONS,
      hooks: {
        open: (peer) => {
          const wire = { send: (data: Uint8Array) => peer.send(data) as number, close: (code: number, reason: string) => peer.close(code, reason), terminate: () => peer.terminate() };
          const network = networkBehind(this.config.trustProxy, peer.remoteAddress, peer.request.headers.get('x-forwarded-for') ?? undefined);
          this.sockets.set(peer.id, new LiveSocket(wire, network, { admit: (socket, ticket, document) => this.admit(socket, ticket, document), onRefused: (socket, code, error) => this.note(socket, code, error) }));
        },
        message: (peer, { rawData }) => this.sockets.get(peer.id)?.receive(rawData as Uint8Array | string),
        close: (peer, { code }) => {
          this.sockets.get(peer.id)?.ended(code ?? 1006);
          this.sockets.delete(peer.id);
        },
        error: (_peer, error) => this.logger.debug(`A live socket broke: ${error.message}`),
      },
    });
  }

  onModuleInit(): void {
    if (!this.config.roles.includes('api')) return;
    this.upgrades.serve(LIVE_PATH, (upgrade) => this.take(upgrade));
    this.sessions.start();
    this.access.watch(() => [...this.sockets.values()]);
    this.unwatch = watchLive(() => this.sockets.size, () => this.sessions.rooms.size);
  }

  /** Sockets are taken while balancers hear that we go; then those that are open end, once what they sent is durable. */
  override async drain(): Promise<void> {
    if (this.stopping) return;
    await delay(this.config.shutdownNoticeSeconds * 1_000);
    this.stopping = true;
    await within(SETTLE_MS, this.sessions.settled());
    for (const socket of this.sockets.values()) socket.close(4503, 'try_again');
    for (const until = performance.now() + GOOD_BYE_MS; this.sockets.size > 0 && performance.now() < until; ) await delay(20);
    this.adapter.closeAll(1001, '', true);
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
    this.unwatch();
    this.access.stop();
    this.adapter.closeAll(1001, '', true);
  }

  private take({ request, socket, head }: UpgradeRequest): void {
    if (this.stopping) throw new AppError('server.unavailable', 'This process stops. Try again: another one answers.');
    if (this.sockets.size >= this.config.live.sockets) throw new AppError('server.unavailable', 'As many live sockets are open as may be. Try again in a moment.');
    const network = networkBehind(this.config.trustProxy, request.socket.remoteAddress, request.headersDistinct['x-forwarded-for']?.join(','));
    let strangers = 0;
    for (const socket of this.sockets.values()) if (socket.guest === undefined && socket.network === network) strangers += 1;
    if (strangers >= MOST_STRANGERS) throw new AppError('request.rate_limited', 'Too many sockets of your address have shown no ticket. Try again in 10 s.', { retryAfter: 10 });
    void this.adapter.handleUpgrade(request, socket, head);
  }

  private async admit(socket: LiveSocket, ticket: string, document: string): Promise<ClientConnection> {
    const guest = await this.tickets.redeem(ticket);
    if (typeof guest === 'string') throw new LiveRefusal(...REFUSALS[guest]);
    if (guest.diagramId !== document) throw new LiveRefusal(4401, 'a ticket of another diagram');
    const others = [...this.sockets.values()].flatMap((one) => one.guest ?? []);
    if (others.filter(({ userId }) => userId === guest.userId).length >= this.config.live.socketsPerPerson) throw new LiveRefusal(4429, 'more sockets than a person may have');
    if (others.filter(({ diagramId }) => diagramId === guest.diagramId).length >= this.config.live.socketsPerDocument) throw new LiveRefusal(4503, 'more people than a document may have');
    socket.guest = guest;
    return await this.sessions.rooms.enter(socket, guest);
  }

  private note({ guest }: LiveSocket, code: LiveCode, error: unknown): void {
    recordClosed(code);
    const line = { event: 'live.closed', code, userId: guest?.userId, workspaceId: guest?.workspaceId, diagramId: guest?.diagramId };
    if (error instanceof LiveRefusal || error instanceof AppError) this.logger.log(line, `A live socket was closed with ${code}: ${error.message}`);
    else this.logger.error({ ...line, err: error }, `A live socket was closed with ${code}: the fault is ours`);
  }
}
