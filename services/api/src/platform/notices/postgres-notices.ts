import type { OnApplicationShutdown } from '@nestjs/common';
import type { Listener, RelayDatabase } from '../database/index.js';
import { Notices } from './notices.js';
import { Outgoing } from './outgoing.js';

const SEND = 'SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS notice (channel, payload)';

/** Notices by LISTEN and NOTIFY; sent on a connection of their own and never inside a save. */
export class PostgresNotices extends Notices implements OnApplicationShutdown {
  private readonly outgoing: Outgoing;

  constructor(
    private readonly listener: Listener,
    database: RelayDatabase,
  ) {
    super();
    this.outgoing = new Outgoing((notices) => database.query(SEND, [notices.map(({ channel }) => channel), notices.map(({ payload }) => payload)]));
  }

  override publish(channel: string, payload: string): void {
    this.outgoing.add({ channel, payload });
  }

  override subscribe(channel: string, handler: (payload: string) => void): void {
    this.listener.listen(channel, handler);
  }

  override onConnected(handler: () => void): void {
    this.listener.onConnected(handler);
  }

  override get connected(): boolean {
    return this.listener.connected;
  }

  onApplicationShutdown(): void {
    this.outgoing.stop();
  }
}
