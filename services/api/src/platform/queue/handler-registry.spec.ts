import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '@bpmn-studio/contracts';
import { faultsOf } from './handler-registry.js';
import { QUEUE_NAMES, type QueueName } from './queue-names.js';

const complete = QUEUE_NAMES.map((name) => ({ name, events: EVENT_TYPES }));

describe('the registry of handlers', () => {
  it('accepts one handler a name and at least one an event', () => expect(faultsOf(complete)).toEqual([]));

  it('names the handler that is missing, and the mend', () => {
    expect(faultsOf(complete.slice(1))).toEqual([expect.stringContaining(`nobody handles ${QUEUE_NAMES[0]}: provide a class that extends EventHandler`)]);
  });

  it('names a handler there is twice', () => expect(faultsOf([...complete, complete[0]!])).toEqual([expect.stringContaining(`2 handlers are called ${QUEUE_NAMES[0]}`)]));

  it('names a handler without a queue', () => {
    expect(faultsOf([...complete, { name: 'send-mail' as QueueName, events: [] }])).toEqual([expect.stringContaining('add its name to QUEUE_NAMES')]);
  });

  it('names an event nobody takes', () => {
    const deaf = complete.map(({ name, events }) => ({ name, events: events.filter((type) => type !== 'diagram.deleted') }));
    expect(faultsOf(deaf)).toEqual([expect.stringContaining('no handler takes diagram.deleted')]);
  });
});
