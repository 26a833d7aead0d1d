import { Logger } from '@nestjs/common';

export interface Notice {
  readonly channel: string;
  readonly payload: string;
}

/** At most one sending in this time: NOTIFY takes a lock of the whole database at commit. */
const PAUSE_MS = 25;
/** More than this in one pause is a flood; what it held is found by looking, as when it is lost on the way. */
const MOST = 1_000;

/** Collects notices and sends them together: the first at once, what comes meanwhile after a pause, equal ones once. */
export class Outgoing {
  private readonly waiting = new Map<string, Notice>();
  private readonly logger = new Logger(Outgoing.name);
  private sending = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param send when it fails, the notices are lost, as notices may be */
  constructor(private readonly send: (notices: readonly Notice[]) => Promise<unknown>) {}

  add(notice: Notice): void {
    if (this.waiting.size < MOST) this.waiting.set(`${notice.channel} ${notice.payload}`, notice);
    if (!this.sending && !this.stopped) void this.flush();
  }

  /** Sends nothing more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async flush(): Promise<void> {
    this.sending = true;
    const notices = [...this.waiting.values()];
    this.waiting.clear();
    try {
      await this.send(notices);
    } catch (error) {
      this.logger.debug(`Notices could not be sent: ${String(error)}`);
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sending = false;
      if (this.waiting.size > 0) void this.flush();
    }, PAUSE_MS);
    this.timer.unref();
  }
}
