import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { EVENT_TYPES, type EventType } from '@bpmn-studio/contracts';
import { EventHandler } from './event-handler.js';
import { QUEUE_NAMES, type QueueName } from './queue-names.js';

/** Every handler of events there is. Refuses to boot when the registry has a hole, and names the mend. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private handlers: readonly EventHandler[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const found = this.discovery.getProviders().map(({ instance }): unknown => instance);
    this.handlers = [...new Set(found)].filter((instance) => instance instanceof EventHandler);
    const faults = faultsOf(this.handlers);
    if (faults.length > 0) throw new Error(['The event handlers are not complete:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
  }

  all(): readonly EventHandler[] {
    return this.handlers;
  }

  /** The queues an event goes to. */
  subscribersOf(type: EventType): QueueName[] {
    return this.handlers.filter((handler) => handler.events.includes(type)).map((handler) => handler.name);
  }

  /** The queues of handlers that follow their subject, to whom the last of its events is enough. */
  followers(): ReadonlySet<QueueName> {
    return new Set(this.handlers.filter(({ follows }) => follows).map(({ name }) => name));
  }
}

/** What is wrong with a set of handlers: a line each, empty when nothing is. */
export function faultsOf(handlers: readonly Pick<EventHandler, 'name' | 'events'>[]): string[] {
  const faults: string[] = [];
  for (const name of QUEUE_NAMES) {
    const count = handlers.filter((handler) => handler.name === name).length;
    if (count === 0) faults.push(`nobody handles ${name}: provide a class that extends EventHandler with this name, or take the name out of QUEUE_NAMES`);
    if (count > 1) faults.push(`${count} handlers are called ${name}: give each a name of its own in QUEUE_NAMES`);
  }
  for (const { name } of handlers) if (!QUEUE_NAMES.includes(name)) faults.push(`the handler ${name} has no queue: add its name to QUEUE_NAMES`);
  for (const type of EVENT_TYPES) {
    if (!handlers.some((handler) => handler.events.includes(type))) faults.push(`no handler takes ${type}: name it in a handler's events, or take the event out of the contract`);
  }
  return faults;
}
