import { Injectable, Logger } from '@nestjs/common';
import { roleIncludes } from '@bpmn-studio/contracts';
import { Seldom } from '../../../kernel/seldom.js';
import { RolesNow } from '../../auth/index.js';
import { LiveRefusal } from '../domain/live-refusal.js';
import type { LiveSocket } from './live-socket.js';

/** Whoever loses their right has lost it within five seconds, also when one question takes its time. */
const EVERY_MS = 2_000;
const AT_ONCE = 1_000;
const LOG_PAUSE_MS = 10_000;

/** Asks again and again what the people in live documents may do, and follows: with another right, or by closing their sockets. */
@Injectable()
export class LiveAccess {
  private readonly logger = new Logger(LiveAccess.name);
  private readonly seldom = new Seldom(LOG_PAUSE_MS);
  private timer: NodeJS.Timeout | undefined;
  private asking = false;

  constructor(private readonly roles: RolesNow) {}

  /** @param sockets those that are open */
  watch(sockets: () => readonly LiveSocket[]): void {
    this.timer = setInterval(() => void this.ask(sockets()), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** While nobody can be asked, nobody loses anything: edits could not be kept either. */
  private async ask(sockets: readonly LiveSocket[]): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const inside = sockets.filter(({ guest }) => guest !== undefined);
      for (let from = 0; from < inside.length; from += AT_ONCE) await this.follow(inside.slice(from, from + AT_ONCE));
    } catch (error) {
      if (this.seldom.allows()) this.logger.warn(`Nobody could say who may be in live documents: ${String(error)}`);
    } finally {
      this.asking = false;
    }
  }

  private async follow(sockets: readonly LiveSocket[]): Promise<void> {
    const roles = await this.roles.rolesOf(sockets.flatMap(({ guest }) => guest ?? []));
    for (const [n, socket] of sockets.entries()) {
      const role = roles[n] ?? null;
      if (role === null) socket.refuse(new LiveRefusal(4403, 'no member any more, or the session has ended'));
      else setRight(socket, roleIncludes(role, 'editor'));
    }
  }
}

function setRight(socket: LiveSocket, canWrite: boolean): void {
  if (socket.guest === undefined || socket.guest.canWrite === canWrite) return;
  socket.guest = { ...socket.guest, canWrite };
  if (socket.connection === undefined) return;
  socket.connection.readOnly = !canWrite;
  socket.tell({ type: 'right', right: canWrite ? 'write' : 'read' });
}
