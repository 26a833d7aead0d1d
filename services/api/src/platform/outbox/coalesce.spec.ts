import { describe, expect, it } from '@jest/globals';
import type { QueueName } from '../queue/index.js';
import { coalesce } from './coalesce.js';

const FOLLOWERS = new Set<QueueName>(['draw-thumbnail', 'index-elements']);
const event = (id: string, subject: string, ...queues: QueueName[]) => ({ id, subject, queues });
const idsOf = (given: ReadonlyMap<QueueName, readonly { id: string }[]>) => Object.fromEntries([...given].map(([queue, some]) => [queue, some.map(({ id }) => id)]));

describe('the events of a batch', () => {
  it('go to handlers that follow once a subject, the last one', () => {
    const events = [event('1', 'a', 'draw-thumbnail'), event('2', 'b', 'draw-thumbnail'), event('3', 'a', 'draw-thumbnail')];
    const { given, covered } = coalesce(events, FOLLOWERS);
    expect(idsOf(given)).toEqual({ 'draw-thumbnail': ['2', '3'] });
    expect(covered).toEqual([{ event: events[0], queue: 'draw-thumbnail', by: events[2] }]);
  });

  it('are covered handler by handler: a later event of other handlers covers nothing for the rest', () => {
    const events = [event('saved', 'a', 'draw-thumbnail', 'index-elements'), event('deleted', 'a', 'index-elements')];
    const { given, covered } = coalesce(events, FOLLOWERS);
    expect(idsOf(given)).toEqual({ 'draw-thumbnail': ['saved'], 'index-elements': ['deleted'] });
    expect(covered.map(({ event: { id }, queue, by }) => [id, queue, by.id])).toEqual([['saved', 'index-elements', 'deleted']]);
  });

  it('all go to a handler that does not follow', () => {
    const { given, covered } = coalesce([event('1', 'a', 'import-files'), event('2', 'a', 'import-files')], FOLLOWERS);
    expect(idsOf(given)).toEqual({ 'import-files': ['1', '2'] });
    expect(covered).toEqual([]);
  });
});
