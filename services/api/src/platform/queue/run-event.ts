import { Injectable } from '@nestjs/common';
import { EVENTS, jobSchema, type EventType } from '@bpmn-studio/contracts';
import { NeverAgain, type EventHandler, type EventOf } from './event-handler.js';
import { Inbox } from './inbox.js';

/** Lets a handler work on one job: parsed again, skipped when done before, done when it returns. */
@Injectable()
export class RunEvent {
  constructor(private readonly inbox: Inbox) {}

  /**
   * @param again whether it may have been done: at the first start of a job that is not asked, since an effect is written once in any case
   * @throws NeverAgain when the job is not one this version can read; whatever the handler throws
   */
  async run(handler: EventHandler, data: unknown, again = true): Promise<void> {
    const event = readEvent(data);
    const delivery = { ...event, handler: handler.name };
    if (again && (await this.inbox.isDone(delivery))) return;
    let written = false;
    const effect = this.inbox.effectOf(delivery);
    const once = <A extends readonly unknown[]>(write: (...args: A) => Promise<void>) => async (...args: A): Promise<void> => {
      if (written) throw new NeverAgain(`The handler ${handler.name} wrote its effect twice: call effect once`);
      written = true;
      await write(...args);
    };
    await handler.handle(event, Object.assign(once(effect), { call: once(effect.call) }));
    if (!written) await this.inbox.done(delivery);
  }
}

/** Parses a job. Throws NeverAgain when it is not one. */
export function readEvent(data: unknown): EventOf<EventType> {
  const job = jobSchema.safeParse(data);
  if (!job.success) throw new NeverAgain(`The job cannot be read: ${job.error.message}`);
  const payload = EVENTS[job.data.type].safeParse(job.data.payload);
  if (!payload.success) throw new NeverAgain(`The payload of ${job.data.type} cannot be read: ${payload.error.message}`);
  return { ...job.data, payload: payload.data } as EventOf<EventType>;
}
