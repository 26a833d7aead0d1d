import { createHash, randomBytes } from 'node:crypto';
import { LIVE_TICKET_SECONDS } from '@bpmn-studio/contracts';
import type { Actor } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { LiveTickets, type Guest, type TicketRefusal } from './ports.js';

const SECRET_BYTES = 32;
const WORKSPACE_BYTES = 16;
const TICKET = /^[A-Za-z0-9_-]{64}$/;

/** What lets somebody into a live document: asked for over the API, used once, within seconds. */
export class Tickets {
  /** @param isOn whether diagrams are edited live here */
  constructor(
    private readonly tickets: LiveTickets,
    private readonly clock: Clock,
    private readonly isOn: boolean,
  ) {}

  /** Without a ticket where editing live is switched off. @throws AppError diagram.not_found, server.unavailable */
  async issue(actor: Actor, diagramId: string): Promise<{ readonly ticket: string | null; readonly right: 'write' | 'read' }> {
    if (!this.isOn) return { ticket: null, right: 'read' };
    const secret = randomBytes(SECRET_BYTES);
    const expiresAt = new Date(this.clock.now().getTime() + LIVE_TICKET_SECONDS * 1_000);
    const { workspaceId, canWrite } = await this.tickets.issue({ userId: actor.userId, sessionId: actor.sessionId ?? null }, diagramId, hashOf(secret), expiresAt);
    // The workspace only says where to look: a ticket is found by its hash, in that workspace alone.
    return { ticket: Buffer.concat([Buffer.from(workspaceId.replaceAll('-', ''), 'hex'), secret]).toString('base64url'), right: canWrite ? 'write' : 'read' };
  }

  /** Lets whoever holds a ticket in, once. What is no ticket of ours is unknown, without asking anybody. */
  async redeem(ticket: string): Promise<Guest | TicketRefusal> {
    if (!TICKET.test(ticket)) return 'unknown';
    const bytes = Buffer.from(ticket, 'base64url');
    const hex = bytes.subarray(0, WORKSPACE_BYTES).toString('hex');
    const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return await this.tickets.redeem(workspaceId, hashOf(bytes.subarray(WORKSPACE_BYTES)));
  }
}

function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
