import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { RelayDatabase } from '../database/index.js';
import { OutboxWake } from './outbox-wake.js';

/** The channel relays listen on; it carries no payload. */
export const OUTBOX_CHANNEL = 'outbox';
/** At most one notification in this time: NOTIFY takes a lock of the whole database at commit. */
const PAUSE_MS = 25;

/**
 * OutboxWake by NOTIFY, on a connection of its own and never inside a save. Wakes that come while one is on its way
 * become one.
 */
@Injectable()
export class NotifyOutboxWake extends OutboxWake implements OnApplicationShutdown {
  private readonly logger = new Logger(NotifyOutboxWake.name);
  private timer: NodeJS.Timeout | undefined;
  private sending = false;
  private again = false;
  private stopped = false;

  constructor(@Inject(RelayDatabase) private readonly database: RelayDatabase) {
    super();
  }

  wake(): void {
    if (this.stopped) return;
    if (this.sending) this.again = true;
    else void this.send();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async send(): Promise<void> {
    this.sending = true;
    try {
      await this.database.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, '']);
    } catch (error) {
      this.logger.debug(`The relay could not be woken and will look by itself: ${String(error)}`);
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sending = false;
      if (!this.again) return;
      this.again = false;
      void this.send();
    }, PAUSE_MS);
    this.timer.unref();
  }
}
