import { Inject, Injectable } from '@nestjs/common';
import { Notices } from '../notices/index.js';
import { OutboxWake } from './outbox-wake.js';

/** The channel relays listen on; it carries no payload. */
export const OUTBOX_CHANNEL = 'outbox';

/** OutboxWake by a notice. */
@Injectable()
export class NoticesOutboxWake extends OutboxWake {
  constructor(@Inject(Notices) private readonly notices: Notices) {
    super();
  }

  override wake(): void {
    this.notices.publish(OUTBOX_CHANNEL, '');
  }
}
